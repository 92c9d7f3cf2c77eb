package canyon.auth;

import canyon.message.Member;
import org.jspecify.annotations.Nullable;

/** Whether a client may join. */
public sealed interface Grant {
    /**
     * It may.
     *
     * @param member whom it brings to a presence channel; null if the application did not say it in a usable way, and
     *     on a private channel
     */
    record Admitted(@Nullable Member member) implements Grant {}

    /**
     * It may not.
     *
     * @param status as the client is told; 0 if the application could not be asked
     * @param reason for people; nothing that a stranger must not know
     */
    record Refused(int status, String reason) implements Grant {}
}
