package canyon.dashboard.selftest;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** One way to this server that is tried. */
interface Probe {
    /** For people. */
    String name();

    /** Tries it; a failure that it has no words for is explained by {@link Troubles}. */
    Outcome run(Journey journey) throws IOException, TimeoutException, InterruptedException;
}
