package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.transport.FrameWriters;
import canyon.wire.WebSocketFrame;
import jakarta.websocket.Session;
import org.junit.jupiter.api.Test;

/** What a server's own writer does besides, where there is one. */
abstract class FastPathContract extends FrameWriterContract {
    private final String itsPackage;

    /** @param itsPackage of the writer that must have been chosen */
    FastPathContract(WebSocketHost server, String itsPackage) throws Exception {
        super(server);
        this.itsPackage = itsPackage;
    }

    @Override
    final FrameWriter newWriter(Session session) {
        return FrameWriters.fastest().writer(session);
    }

    @Test
    void it_is_the_servers_own() {
        assertThat(writer.counted().getClass().getPackageName()).isEqualTo(itsPackage);
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
