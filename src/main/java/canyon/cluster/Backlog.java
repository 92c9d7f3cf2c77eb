package canyon.cluster;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the ledger is still to be told or asked after an absence, in its order. Only so much of it is under way at a
 * time, however much there is: the ledger takes a bounded number of commands, and the renewal of the lease, and what
 * happens meanwhile, stand behind what is under way. For the desk.
 */
final class Backlog {
    private final int most;
    private final Map<Object, Consumer<Runnable>> steps = new LinkedHashMap<>();
    private int underWay;
    private boolean going;

    /** @param most steps that are under way */
    Backlog(int most) {
        this.most = most;
    }

    /**
     * Something to do, unless the same waits already.
     *
     * @param what tells it from other things
     * @param step begins it; what it is given is to be run on the desk when it has ended
     */
    void add(Object what, Consumer<Runnable> step) {
        steps.putIfAbsent(what, step);
        goOn();
    }

    /** Something to do when all that was added before has ended. */
    void whenDone(Runnable task) {
        steps.put(new Barrier(task), ended -> {});
        goOn();
    }

    private record Barrier(Runnable task) {}

    /** What is not under way is not done. */
    void clear() {
        steps.clear();
    }

    boolean isEmpty() {
        return steps.isEmpty() && underWay == 0;
    }

    /** Steps that are under way at once. */
    int most() {
        return most;
    }

    /** For steps whose end is of no interest. */
    static void nobodyWaits() {
        // There is nothing to do.
    }

    private void goOn() {
        if (going) {
            return;
        }
        going = true;
        try {
            while (!steps.isEmpty() && underWay < most) {
                Iterator<Map.Entry<Object, Consumer<Runnable>>> first =
                        steps.entrySet().iterator();
                Map.Entry<Object, Consumer<Runnable>> next = first.next();
                if (!(next.getKey() instanceof Barrier barrier)) {
                    first.remove();
                    underWay++;
                    next.getValue().accept(this::ended);
                } else if (underWay == 0) {
                    first.remove();
                    barrier.task().run();
                } else {
                    return;
                }
            }
        } finally {
            going = false;
        }
    }

    private void ended() {
        underWay--;
        goOn();
    }
}
