package canyon.transport.engineio;

import canyon.message.SocketId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.OptionalInt;

/** Session ids and cookies that nobody can guess. */
final class EngineIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 18;

    /** {@link #SECRET_BYTES} in Base64. */
    private static final int SECRET_LENGTH = 24;

    private EngineIds() {}

    /**
     * A session id. In revision 3 it is also the socket's id, which others get to know; in revision 4 only the client
     * knows it. Both tell the node, as a {@link SocketId} does.
     */
    static String sessionId(EngineVersion version) {
        return version == EngineVersion.V3 ? SocketId.random().text() : secretOfNode();
    }

    /** The node that made a session id, as far as anybody can tell who does not know whether a Canyon did. */
    static OptionalInt node(String sid) {
        if (sid.length() != SECRET_LENGTH || sid.indexOf('.') >= 0) {
            return sid.isEmpty() ? OptionalInt.empty() : new SocketId(sid).node();
        }
        try {
            return OptionalInt.of(
                    ByteBuffer.wrap(Base64.getUrlDecoder().decode(sid)).getInt());
        } catch (IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }

    /** 32 bits that tell this node, and 112 random ones. */
    private static String secretOfNode() {
        byte[] bytes = randomBytes();
        ByteBuffer.wrap(bytes).putInt(SocketId.ownNode());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 144 random bits in characters that a cookie and a URL may hold. */
    static String secret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
