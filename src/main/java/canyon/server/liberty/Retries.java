package canyon.server.liberty;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Writes that found Liberty itself writing, mostly a pong, which takes microseconds; with a client that does not read
 * it takes until that client is given up. Liberty tells nobody when it has finished, so they are tried again and again,
 * all on one thread that lives while there are any. Safe for use from any thread.
 */
final class Retries {
    private static final Logger LOG = System.getLogger(Retries.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final List<BooleanSupplier> waiting = new ArrayList<>();
    private boolean running;

    /** @param attempt true when it need not be made again */
    synchronized void add(BooleanSupplier attempt) {
        waiting.add(attempt);
        if (!running) {
            running = true;
            Thread thread = new Thread(this::run, "canyon-liberty-retries");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        List<BooleanSupplier> round = nextRound(List.of());
        while (!round.isEmpty()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            round = nextRound(round.stream().filter(Retries::isOver).toList());
        }
    }

    /** What is still to be tried; the thread ends when that is nothing. */
    private synchronized List<BooleanSupplier> nextRound(List<BooleanSupplier> over) {
        waiting.removeAll(over);
        running = !waiting.isEmpty();
        return List.copyOf(waiting);
    }

    private static boolean isOver(BooleanSupplier attempt) {
        try {
            return attempt.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a write that had waited failed", e);
            return true;
        }
    }
}
