package canyon.auth;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.SocketId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application as for a client, with credentials that somebody tries out. Blocks; safe for use from any thread.
 */
public final class AuthTester {
    private final LaravelAuthorizer authorizer;

    public AuthTester(LaravelAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    /**
     * What somebody tries out.
     *
     * @param cookie header of a browser that is signed in; null for none
     * @param authorization header; null for none
     */
    public record Credentials(
            @Nullable String cookie, @Nullable String authorization) {
        @Override
        public String toString() {
            return "credentials";
        }
    }

    /**
     * Asks once.
     *
     * @throws IllegalArgumentException if the credentials cannot be sent; the message quotes none
     */
    public AuthTrial attempt(ChannelName channel, SocketId socket, Credentials credentials) {
        Map<String, JsonText> headers = new LinkedHashMap<>();
        if (credentials.authorization() != null) {
            headers.put("Authorization", JsonText.ofString(credentials.authorization()));
        }
        if (credentials.cookie() != null) {
            headers.put("Cookie", JsonText.ofString(credentials.cookie()));
        }
        JsonText auth = JsonText.ofMembers(Map.of("headers", JsonText.ofMembers(headers)));
        Visitor nowhere = new Visitor(null, null, null, null, JsonText.EMPTY_OBJECT);
        try {
            return authorizer.attempt(new AuthRequest(channel, socket, auth, nowhere));
        } catch (UnusableHeadersException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }
}
