package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.transport.ClosingThreads;
import canyon.transport.FrameWriters;
import canyon.wire.WebSocketFrame;
import jakarta.websocket.Session;
import org.junit.jupiter.api.Test;

/** What a server's own writer does besides, where there is one. */
abstract class FastPathContract extends FrameWriterContract {
    private static final FrameWriters WRITERS = FrameWriters.fastest(new ClosingThreads(Thread::new));

    private final String name;

    /** @param name of the writer that must have been chosen */
    FastPathContract(WebSocketHost server, String name) throws Exception {
        super(server);
        this.name = name;
    }

    @Override
    final FrameWriter newWriter(Session session) {
        return WRITERS.writer(session);
    }

    @Test
    void it_is_the_servers_own() {
        writer.write(new Numbered("first", 1).oneByOne()).await();

        assertThat(WRITERS.chosen()).isEqualTo(name);
        assertThat(WRITERS.writer(line.session()).getClass().getPackageName()).startsWith("canyon.server.");
    }

    @Test
    void abort_ends_the_connection_at_once_though_a_frame_is_unfinished() throws Exception {
        Outbox outbox = line.fullOutbox();

        outbox.abort(CloseReason.TOO_SLOW);

        writer.awaitAll();
        assertThat(writer.failedCount()).isOne();
        assertThat(line.hearEnd().code()).isEqualTo(WebSocketFrame.NO_FRAME);
    }
}
