package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.transport.ClosingThreads;
import canyon.transport.FrameWriters;
import jakarta.websocket.Session;
import org.junit.jupiter.api.Test;

/** The writer for every server, on one whose fast path it could have been. */
class PortableFrameWriterIT extends FrameWriterContract {
    private static final ClosingThreads CLOSING = new ClosingThreads(Thread::new);

    PortableFrameWriterIT() throws Exception {
        super(new UndertowServer());
    }

    @Override
    FrameWriter newWriter(Session session) {
        return FrameWriters.portable(CLOSING).writer(session);
    }

    @Test
    void it_is_never_a_fast_path() {
        assertThat(writer.counted().getClass().getPackageName()).isEqualTo("canyon.transport");
    }

    /** All that the portable API can do: the TCP connection stays until the client reads or its server gives up. */
    @Test
    void abort_closes_only_after_the_outstanding_frame() throws Exception {
        Outbox outbox = line.fullOutbox();

        outbox.abort(CloseReason.TOO_SLOW);

        assertThat(line.client().receive().payload()).hasSize(Line.ENDLESS_BYTES);
        assertThat(line.client().receive().code()).isEqualTo(CloseReason.TOO_SLOW.code());
        writer.awaitAll();
    }
}
