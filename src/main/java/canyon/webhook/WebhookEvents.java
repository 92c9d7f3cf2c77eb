package canyon.webhook;

import canyon.app.AppDirectory;
import canyon.channel.ChannelObserver;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.Member;
import java.util.function.LongSupplier;

/**
 * Makes webhook events of what happens to channels, for applications that have webhooks. Safe for use from any thread;
 * never waits.
 */
public final class WebhookEvents implements ChannelObserver {
    private final AppDirectory apps;
    private final Webhooks webhooks;
    private final LongSupplier nanos;
    private final Misses misses = new Misses();

    /** @param nanos the time, as {@link System#nanoTime} */
    public WebhookEvents(AppDirectory apps, Webhooks webhooks, LongSupplier nanos) {
        this.apps = apps;
        this.webhooks = webhooks;
        this.nanos = nanos;
    }

    @Override
    public void occupied(ChannelName channel) {
        if (isTold(channel)) {
            webhooks.tellUnlessUndone(new Absence(channel, null), WebhookEvent.of(EventName.CHANNEL_OCCUPIED, channel));
        }
    }

    @Override
    public void vacated(ChannelName channel) {
        if (isTold(channel)) {
            webhooks.hold(new Absence(channel, null), WebhookEvent.of(EventName.CHANNEL_VACATED, channel));
        }
    }

    @Override
    public void joined(ChannelName channel, Member member) {
        if (isTold(channel)) {
            member.key()
                    .ifPresent(user -> webhooks.tellUnlessUndone(
                            new Absence(channel, user), WebhookEvent.of(EventName.MEMBER_ADDED, channel, user)));
        }
    }

    @Override
    public void left(ChannelName channel, Member member) {
        if (isTold(channel)) {
            member.key()
                    .ifPresent(user -> webhooks.hold(
                            new Absence(channel, user), WebhookEvent.of(EventName.MEMBER_REMOVED, channel, user)));
        }
    }

    @Override
    public void missed(ChannelName channel) {
        if (isTold(channel) && misses.isNews(channel, nanos.getAsLong())) {
            webhooks.tell(WebhookEvent.of(EventName.CACHE_MISS, channel));
        }
    }

    @Override
    public void sent(Broadcast clientEvent) {
        if (webhooks.isWanted(EventName.CLIENT_EVENT, clientEvent.channel())) {
            webhooks.tell(WebhookEvent.clientEvent(clientEvent));
        }
    }

    @Override
    public void countTold(ChannelName channel, int count) {
        if (isTold(channel)) {
            webhooks.tell(WebhookEvent.subscriptionCount(channel, count));
        }
    }

    /** The channels of signed-in users are nothing that an application knows as channels. */
    private boolean isTold(ChannelName channel) {
        return apps.known(channel.app())
                        .filter(app -> !app.settings().webhooks().isEmpty())
                        .isPresent()
                && channel.user().isEmpty();
    }
}
