package canyon.ops;

import java.time.Duration;

/** Sends clients away, evenly over a time, and takes no new ones meanwhile. Safe for use from any thread. */
public interface DrainControl {
    boolean isDraining();

    /** Begins, or goes on until another time. */
    void begin(Duration over);

    /** Takes clients again. */
    void cancel();

    /** For a node that cannot. */
    static DrainControl none() {
        return new DrainControl() {
            @Override
            public boolean isDraining() {
                return false;
            }

            @Override
            public void begin(Duration over) {
                throw new UnsupportedOperationException("this node cannot be drained");
            }

            @Override
            public void cancel() {}
        };
    }
}
