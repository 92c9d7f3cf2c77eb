package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.FrameWriter;
import canyon.transport.ClosingThreads;
import canyon.transport.FrameWriters;
import jakarta.websocket.Session;
import org.junit.jupiter.api.Test;

/** The writer for every server, on the one that runs this. */
class PortableOnServer extends FrameWriterContract {
    private static final ClosingThreads CLOSING = new ClosingThreads(Thread::new);

    PortableOnServer() throws Exception {
        super(new ThisServer());
    }

    @Override
    FrameWriter newWriter(Session session) {
        return FrameWriters.portable(CLOSING).writer(session);
    }

    /** Tyrus tells on Payara that a message is written though megabytes of it wait in Grizzly. */
    @Override
    boolean feelsBackPressure() {
        return !line.session().getClass().getName().startsWith("org.glassfish.tyrus.");
    }

    @Test
    void it_is_never_a_fast_path() {
        assertThat(writer.counted().getClass().getPackageName()).isEqualTo("canyon.transport");
    }
}
