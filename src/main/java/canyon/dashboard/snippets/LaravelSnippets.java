package canyon.dashboard.snippets;

import canyon.app.App;
import org.jspecify.annotations.Nullable;

/** Laravel's {@code .env} for each of its drivers that Canyon hears. */
final class LaravelSnippets {
    private static final String INI = "ini";
    private static final String SECRET = "<secret>";

    private final Address address;
    private final App app;

    LaravelSnippets(Address address, App app) {
        this.address = address;
        this.app = app;
    }

    /** @param redis where Canyon finds it, one server as host and port; null if it hears none */
    Snippet redis(@Nullable String redis) {
        String note = redis == null ? "# Canyon hears no Redis: set canyon.redis.url to the same one\n" : "";
        String server = redis == null ? "127.0.0.1:6379" : redis;
        int colon = server.lastIndexOf(':');
        boolean isOne = colon > 0 && server.indexOf(',') < 0 && server.indexOf('/') < 0;
        return new Snippet(
                "Laravel .env (redis)",
                INI,
                note + """
                        # before Laravel 11: BROADCAST_DRIVER
                        BROADCAST_CONNECTION=redis
                        """
                        + (isOne
                                ? """
                        REDIS_HOST=%s
                        REDIS_PORT=%s
                        """.formatted(server.substring(0, colon), server.substring(colon + 1))
                                : "# in config/database.php, redis: " + server + "\n")
                        + "REDIS_PASSWORD=" + SECRET + "\n");
    }

    Snippet reverb() {
        return new Snippet(
                "Laravel .env (reverb)",
                INI,
                """
                BROADCAST_CONNECTION=reverb
                REVERB_APP_ID=%s
                REVERB_APP_KEY=%s
                REVERB_APP_SECRET=%s
                REVERB_HOST="%s"
                REVERB_PORT=%d
                REVERB_SCHEME=%s

                VITE_REVERB_APP_KEY="${REVERB_APP_KEY}"
                VITE_REVERB_HOST="${REVERB_HOST}"
                VITE_REVERB_PORT="${REVERB_PORT}"
                VITE_REVERB_SCHEME="${REVERB_SCHEME}"
                """.formatted(app.id(), app.key(), SECRET, address.host(), address.port(), address.scheme())
                        + path("reverb"));
    }

    Snippet pusher() {
        return new Snippet(
                "Laravel .env (pusher)",
                INI,
                """
                # before Laravel 11: BROADCAST_DRIVER
                BROADCAST_CONNECTION=pusher
                PUSHER_APP_ID=%s
                PUSHER_APP_KEY=%s
                PUSHER_APP_SECRET=%s
                PUSHER_HOST=%s
                PUSHER_PORT=%d
                PUSHER_SCHEME=%s
                PUSHER_APP_CLUSTER=mt1
                """.formatted(app.id(), app.key(), SECRET, address.host(), address.port(), address.scheme())
                        + path("pusher"));
    }

    /** PHP's library resolves its paths against this one: without the last slash its last part is lost. */
    private String path(String connection) {
        return address.isAtRoot() ? "" : """

                # in config/broadcasting.php, connections.%s.options, with the slash at the end:
                #     'path' => '%s/',
                """.formatted(connection, address.path());
    }
}
