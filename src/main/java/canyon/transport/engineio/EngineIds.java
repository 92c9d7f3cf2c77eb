package canyon.transport.engineio;

import canyon.message.SocketId;
import java.security.SecureRandom;
import java.util.Base64;

/** Session ids and cookies that nobody can guess. */
final class EngineIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 18;

    private EngineIds() {}

    /**
     * A session id. In revision 3 it is also the socket's id, which others get to know; in revision 4 only the client
     * knows it.
     */
    static String sessionId(EngineVersion version) {
        return version == EngineVersion.V3 ? SocketId.random().text() : secret();
    }

    /** 144 random bits in characters that a cookie and a URL may hold. */
    static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
