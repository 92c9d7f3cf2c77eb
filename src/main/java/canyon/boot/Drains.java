package canyon.boot;

import canyon.drain.Drain;
import canyon.ops.DrainControl;
import java.time.Duration;

/** A node's drain, as its managed beans want it. */
record Drains(Drain drain) implements DrainControl {
    @Override
    public boolean isDraining() {
        return drain.isDraining();
    }

    @Override
    public void begin(Duration over) {
        drain.begin(over);
    }

    @Override
    public void cancel() {
        drain.cancel();
    }
}
