package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import canyon.wire.RawWebSocket;
import canyon.wire.WebSocketFrame;
import jakarta.servlet.ServletException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server, one client of it, and the writer that writes to the client. */
final class Line implements AutoCloseable {
    /** More than the kernel takes for a client that does not read, so that its write stays outstanding. */
    static final int ENDLESS_BYTES = 16 * 1024 * 1024;

    static final Segment ENDLESS = Segment.of(Frame.binary(new byte[ENDLESS_BYTES]));

    private static final int SMALL_OUTBOX_BYTES = 64 * 1024;
    private static final int AMPLE_OUTBOX_BYTES = 2 * ENDLESS_BYTES;

    private final WebSocketHost server;
    private final RawWebSocket client;
    private final Session session;
    private final CountedWriter writer;
    private final AtomicInteger failures = new AtomicInteger();

    Line(WebSocketHost server, Function<Session, FrameWriter> writers) throws Exception {
        this.server = server;
        client = server.peer().webSocket("/line");
        session = server.session();
        writer = new CountedWriter(writers.apply(session));
        session.getUserProperties().put(WebSocketHost.WHEN_ENDED, (Runnable) writer::ended);
    }

    /** The server's side. */
    Session session() {
        return session;
    }

    RawWebSocket client() {
        return client;
    }

    CountedWriter writer() {
        return writer;
    }

    /** How often outboxes told their owner that a write had failed. */
    int failures() {
        return failures.get();
    }

    /** An outbox in front of the writer, with room for all that a test sends. */
    Outbox ampleOutbox() {
        return outbox(AMPLE_OUTBOX_BYTES);
    }

    /** An outbox that takes no more, since its only write is outstanding. */
    Outbox fullOutbox() {
        Outbox outbox = outbox(SMALL_OUTBOX_BYTES);
        assertThat(outbox.offer(ENDLESS)).isTrue();
        Segment kilobyte = Segment.of(Frame.text("x".repeat(1020)));
        for (int i = 0; i < SMALL_OUTBOX_BYTES / kilobyte.bytes(); i++) {
            assertThat(outbox.offer(kilobyte)).isTrue();
        }
        assertThat(outbox.offer(kilobyte)).isFalse();
        return outbox;
    }

    private Outbox outbox(int limitBytes) {
        Outbox outbox = new Outbox(limitBytes, cause -> failures.incrementAndGet());
        outbox.attach(writer);
        return outbox;
    }

    /** The next so many messages, all of which must be texts. */
    List<String> hear(int count) throws IOException {
        List<String> heard = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            WebSocketFrame frame = client.receive();
            assertThat(frame.opcode()).as("opcode of %s", frame).isEqualTo(WebSocketFrame.TEXT);
            heard.add(frame.text());
        }
        return heard;
    }

    /** The texts before this one. */
    List<String> hearUntil(String end) throws IOException {
        List<String> heard = new ArrayList<>();
        String text = hear(1).get(0);
        while (!text.equals(end)) {
            heard.add(text);
            text = hear(1).get(0);
        }
        return heard;
    }

    /** The close, or what stands for it, after an unfinished message. */
    WebSocketFrame hearEnd() throws IOException {
        WebSocketFrame frame;
        do {
            frame = client.receive();
            assertThat(frame.payload()).hasSizeLessThan(ENDLESS_BYTES);
        } while (!frame.isClose());
        return frame;
    }

    /** Ends the server before it counts: that must not complete a write for a second time either. */
    @Override
    public void close() throws IOException, ServletException {
        client.close();
        server.close();
        writer.assertNoneCompletedTwice();
    }
}
