package canyon.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message, put together from its fragments, or a control frame.
 *
 * @param opcode of RFC 6455, section 5.2
 */
public record WebSocketFrame(int opcode, byte[] payload) {
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;

    /** What the API of browsers shows for a close frame without a code, and for none at all. */
    private static final int NO_CODE = 1005;

    public static final int NO_FRAME = 1006;

    static WebSocketFrame lost() {
        return new WebSocketFrame(
                CLOSE, ByteBuffer.allocate(2).putShort((short) NO_FRAME).array());
    }

    public boolean isClose() {
        return opcode == CLOSE;
    }

    /** Of a close, as browsers see it. */
    public int code() {
        return payload.length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort();
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return switch (opcode) {
            case TEXT -> text();
            case CLOSE -> "closed with " + code();
            default -> "opcode " + opcode + " with " + payload.length + " bytes";
        };
    }
}
