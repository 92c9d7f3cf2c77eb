package canyon.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One message as it is sent to any number of clients: its text or bytes, and the complete WebSocket frame, made once
 * when the first writer asks for it.
 */
public final class Frame {
    /** RFC 6455, section 5.2: final fragment, text or binary. */
    private static final int FIN_TEXT = 0x81;

    private static final int FIN_BINARY = 0x82;

    /** A ping of the WebSocket protocol, which clients answer by themselves; nothing on any other transport. */
    public static final Frame PING = new Frame(null, null);

    private static final int FIN_PING = 0x89;

    private final @Nullable String text;
    private final byte @Nullable [] binary;

    /**
     * Written without a lock: two threads that race make the same bytes. Volatile, so that nobody sees them half made.
     */
    private volatile byte @Nullable [] webSocket;

    private Frame(@Nullable String text, byte @Nullable [] binary) {
        this.text = text;
        this.binary = binary;
    }

    public static Frame text(String text) {
        return new Frame(text, null);
    }

    /** A frame of {@code bytes}, which must not be changed afterwards. */
    public static Frame binary(byte[] bytes) {
        return new Frame(null, bytes);
    }

    public boolean isBinary() {
        return binary != null;
    }

    /** Whether it is {@link #PING}, which has neither text nor bytes. */
    public boolean isPing() {
        return text == null && binary == null;
    }

    public String text() {
        if (text == null) {
            throw new IllegalStateException("a binary frame has no text");
        }
        return text;
    }

    /** The bytes of a binary frame; not to be changed. */
    public byte[] binary() {
        if (binary == null) {
            throw new IllegalStateException("a text frame is not binary");
        }
        return binary;
    }

    /** Size on a WebSocket, in bytes, header included. */
    public int bytes() {
        return webSocketBytes().length;
    }

    /** The complete unmasked WebSocket frame; not to be changed. */
    public byte[] webSocketBytes() {
        byte[] made = webSocket;
        if (made == null) {
            made = isPing()
                    ? framed(FIN_PING, new byte[0])
                    : text != null
                            ? framed(FIN_TEXT, text.getBytes(StandardCharsets.UTF_8))
                            : framed(FIN_BINARY, binary());
            webSocket = made;
        }
        return made;
    }

    private static byte[] framed(int firstByte, byte[] payload) {
        int length = payload.length;
        int header = length < 126 ? 2 : length <= 0xFFFF ? 4 : 10;
        byte[] frame = new byte[header + length];
        frame[0] = (byte) firstByte;
        if (header == 2) {
            frame[1] = (byte) length;
        } else if (header == 4) {
            frame[1] = 126;
            frame[2] = (byte) (length >>> 8);
            frame[3] = (byte) length;
        } else {
            frame[1] = 127;
            for (int i = 0; i < 4; i++) {
                frame[9 - i] = (byte) (length >>> (8 * i));
            }
        }
        System.arraycopy(payload, 0, frame, header, length);
        return frame;
    }

    @Override
    public String toString() {
        return isPing() ? "ping" : text != null ? text : "binary[" + binary().length + "]";
    }
}
