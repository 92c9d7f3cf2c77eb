package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A WebSocket that sends any frame, right or wrong, and shows every frame that comes (RFC 6455). */
public final class RawWebSocket implements AutoCloseable {
    private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final HttpAnswer handshake;
    private volatile boolean dropped;

    RawWebSocket(Socket socket, String path, Map<String, String> headers) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort());
        head.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                .append(key)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer = HttpAnswer.readHead(in);
        if (answer.status() == 101) {
            assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo(accept(key));
            handshake = answer;
        } else {
            handshake = new HttpAnswer(answer.status(), answer.headers(), HttpAnswer.body(in, answer.headers()));
            socket.close();
        }
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + ACCEPT).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** The answer to the handshake: with status 101 and no body if the WebSocket is open. */
    public HttpAnswer handshake() {
        return handshake;
    }

    public void send(String text) throws IOException {
        send(WebSocketFrame.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(int opcode, byte[] payload) throws IOException {
        send(FIN | opcode, payload.length, payload);
    }

    /**
     * A frame, perhaps not the whole of it.
     *
     * @param first byte: flags and opcode
     * @param length that its header tells
     * @param part of the payload
     */
    public void send(int first, long length, byte[] part) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(14 + part.length).put((byte) first);
        if (length < 126) {
            frame.put((byte) (MASKED | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(length);
        }
        // A mask of zeros changes nothing.
        frame.putInt(0).put(part);
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }

    /** Bytes that are no frame of their own. */
    public void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Begins the closing handshake, with no code as browsers do. */
    public void sendClose() throws IOException {
        send(WebSocketFrame.CLOSE, new byte[0]);
    }

    /** The next message or control frame; the end of the connection, a reset too, is a close with code 1006. */
    public WebSocketFrame receive() throws IOException {
        try {
            return read();
        } catch (SocketException e) {
            // Not whether the socket is closed: a reset closes one with TLS.
            if (dropped) {
                throw e;
            }
            return WebSocketFrame.lost();
        }
    }

    private WebSocketFrame read() throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int opcode = 0;
        int first;
        do {
            first = in.read();
            if (first < 0) {
                return WebSocketFrame.lost();
            }
            opcode = opcode == 0 ? first & 0x0F : opcode;
            payload.writeBytes(in.readNBytes(length()));
        } while ((first & FIN) == 0);
        return new WebSocketFrame(opcode, payload.toByteArray());
    }

    private int length() throws IOException {
        int length = in.read();
        if (length < 126) {
            return length;
        }
        return Math.toIntExact(
                length == 126
                        ? ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xFFFF
                        : ByteBuffer.wrap(in.readNBytes(8)).getLong());
    }

    /** Drops the connection without a word. */
    @Override
    public void close() throws IOException {
        dropped = true;
        socket.close();
    }
}
