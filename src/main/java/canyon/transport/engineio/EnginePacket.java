package canyon.transport.engineio;

import canyon.protocol.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO packet from a client.
 *
 * @param text what follows the type, empty for a binary message
 * @param binary the bytes of a binary message
 */
record EnginePacket(Type type, String text, byte @Nullable [] binary) {
    /** Types in the order of their digits. */
    enum Type {
        OPEN,
        CLOSE,
        PING,
        PONG,
        MESSAGE,
        UPGRADE,
        NOOP;

        static Type of(int digit) throws MalformedMessageException {
            if (digit < 0 || digit >= values().length) {
                throw new MalformedMessageException("unknown packet type");
            }
            return values()[digit];
        }
    }

    static EnginePacket ofText(String packet) throws MalformedMessageException {
        if (packet.isEmpty()) {
            throw new MalformedMessageException("empty packet");
        }
        return new EnginePacket(Type.of(packet.charAt(0) - '0'), packet.substring(1), null);
    }

    /** A binary message without a type of its own (revision 4). */
    static EnginePacket ofBinary(byte[] bytes) {
        return new EnginePacket(Type.MESSAGE, "", bytes);
    }

    /** A binary packet that begins with its type (revision 3). */
    static EnginePacket ofTypedBinary(byte[] bytes) throws MalformedMessageException {
        if (bytes.length == 0) {
            throw new MalformedMessageException("empty packet");
        }
        byte[] message = new byte[bytes.length - 1];
        System.arraycopy(bytes, 1, message, 0, message.length);
        return new EnginePacket(Type.of(bytes[0]), "", message);
    }
}
