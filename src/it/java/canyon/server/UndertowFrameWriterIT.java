package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.transport.FrameWriters;
import canyon.wire.WebSocketFrame;
import jakarta.websocket.Session;
import org.junit.jupiter.api.Test;

/** The fast path of WildFly. */
class UndertowFrameWriterIT extends FrameWriterContract {
    UndertowFrameWriterIT() throws Exception {
        super(new UndertowServer());
    }

    @Override
    FrameWriter newWriter(Session session) {
        return FrameWriters.fastest().writer(session);
    }

    @Test
    void it_is_chosen_for_a_session_of_Undertow() {
        assertThat(writer.counted().getClass().getPackageName()).isEqualTo("canyon.server.wildfly");
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
