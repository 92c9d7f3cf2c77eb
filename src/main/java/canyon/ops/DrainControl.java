package canyon.ops;

import java.time.Duration;

/** Sends clients away, evenly over a time, and takes no new ones meanwhile. Safe for use from any thread. */
public interface DrainControl {
    boolean isDraining();

    /** Begins, or goes on until another time. */
    void begin(Duration over);

    /** Takes clients again. */
    void cancel();
}
