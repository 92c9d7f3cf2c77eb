package canyon.config;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients of one application may do.
 *
 * @param enabled whether the application is served at all; if not 4003, and 403 over HTTP
 * @param tlsOnly whether Pusher clients must come by TLS; else 4000
 * @param clientMessages whether clients may send client events
 * @param userAuthentication whether Pusher clients may sign in
 * @param subscriptionCounts whether clients hear how many have subscribed to their channels
 * @param unauthorizedTimeout after which a Pusher connection that has neither signed in nor joined a private or
 *     presence channel is closed with 4009; null for never
 * @param origins of pages that may connect; null for those of {@code canyon.origins}
 * @param hosts in lower case, without ports: a Socket.IO client that connects to one of them belongs to the application
 */
public record AppRules(
        boolean enabled,
        boolean tlsOnly,
        boolean clientMessages,
        boolean userAuthentication,
        boolean subscriptionCounts,
        @Nullable Duration unauthorizedTimeout,
        @Nullable Origins origins,
        Set<String> hosts) {
    /** What holds where nothing is configured. */
    public static final AppRules DEFAULT = new AppRules(true, false, true, true, false, null, null, Set.of());

    public AppRules {
        hosts = Set.copyOf(hosts);
    }
}
