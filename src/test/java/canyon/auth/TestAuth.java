package canyon.auth;

import canyon.config.AuthHosts;
import canyon.config.AuthSettings;
import canyon.config.AuthSettings.AuthLoad;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.SocketId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Clients and settings as tests of authorization need them. */
final class TestAuth {
    static final Visitor NOBODY = new Visitor(null, null, null, null, JsonText.EMPTY_OBJECT);

    private TestAuth() {}

    static AuthSettings settings(String hosts, boolean lenient, boolean trace) {
        return new AuthSettings(
                AuthHosts.parse(hosts),
                "/broadcasting/auth",
                Duration.ofSeconds(10),
                true,
                lenient,
                trace,
                false,
                new AuthLoad(1, 1, 1));
    }

    static AuthRequest request(String channel, String auth, Visitor visitor) {
        return new AuthRequest(new ChannelName(channel), new SocketId("abc123"), json(auth), visitor);
    }

    /** With a cookie, from a page of {@code origin}; the handshake went to {@code ws.shop.test:6001}. */
    static Visitor page(@Nullable String origin) {
        return new Visitor("laravel_session=cookievalue", origin, null, "ws.shop.test:6001", JsonText.EMPTY_OBJECT);
    }

    static JsonText json(String text) {
        try {
            return JsonText.parse(text);
        } catch (MalformedJsonException e) {
            throw new AssertionError(text, e);
        }
    }
}
