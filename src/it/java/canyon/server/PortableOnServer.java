package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.FrameWriter;
import canyon.transport.FrameWriters;
import jakarta.websocket.Session;
import org.junit.jupiter.api.Test;

/** The writer for every server, on the one that runs this. */
class PortableOnServer extends FrameWriterContract {
    PortableOnServer() throws Exception {
        super(new ThisServer());
    }

    @Override
    FrameWriter newWriter(Session session) {
        return FrameWriters.portable().writer(session);
    }

    @Test
    void it_is_never_a_fast_path() {
        assertThat(writer.counted().getClass().getPackageName()).isEqualTo("canyon.transport");
    }
}
