package canyon.cluster;

import java.util.function.Consumer;

/** Waits for the end of all steps of a sweep. For the desk. */
final class Tally {
    private final Consumer<Boolean> then;
    private int left;
    private boolean isClean = true;

    /**
     * One of which nothing has ended.
     *
     * @param steps at least one
     * @param then hears once whether all of them were done
     */
    Tally(int steps, Consumer<Boolean> then) {
        this.left = steps;
        this.then = then;
    }

    void ended(boolean isDone) {
        left--;
        isClean &= isDone;
        if (left == 0) {
            then.accept(isClean);
        }
    }
}
