package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients on a channel of their own. When all of them have heard a message, everything published before it has reached
 * the connection of everybody, or never will: each of Canyon's writing threads takes messages in their order, and so
 * many clients leave none of the threads out.
 */
public final class Witnesses implements AutoCloseable {
    private static final String CHANNEL = "witnesses";
    private static final int COUNT = 16;

    private final Laravel laravel;
    private final List<Listener> listeners = new ArrayList<>();
    private int passed;

    private Witnesses(Laravel laravel) {
        this.laravel = laravel;
    }

    public static Witnesses of(Peer peer, Laravel laravel) throws IOException {
        Witnesses witnesses = new Witnesses(laravel);
        for (int i = 0; i < COUNT; i++) {
            witnesses.listeners.add(Listener.on(peer, CHANNEL));
        }
        return witnesses;
    }

    /** Returns when all that was published has passed. */
    public void awaitAllPublished() throws IOException {
        passed++;
        laravel.event(CHANNEL, "passed", String.valueOf(passed));
        for (Listener listener : listeners) {
            assertThat(listener.hear()).isEqualTo("42[\"passed\",\"" + CHANNEL + "\"," + passed + "]");
        }
    }

    @Override
    public void close() throws IOException {
        for (Listener listener : listeners) {
            listener.close();
        }
    }
}
