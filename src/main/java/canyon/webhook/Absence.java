package canyon.webhook;

import canyon.message.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Whom a channel lacks.
 *
 * @param userId a member; null if it lacks anybody at all
 */
record Absence(ChannelName channel, @Nullable String userId) {}
