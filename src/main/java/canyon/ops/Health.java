package canyon.ops;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whether the node lives, has started, and is ready for clients. Safe for use from any thread. */
public final class Health {
    /** Of the application whose class loader has this class. */
    private static final Health OF_APPLICATION = new Health();

    private volatile @Nullable Probes probes;

    /**
     * The one of this application, for those who cannot have it injected: a server may make MicroProfile's checks in a
     * bean archive that does not see the application's.
     */
    public static Health ofApplication() {
        return OF_APPLICATION;
    }

    /**
     * What tells whether a node that has started is ready.
     *
     * @param draining whether clients are being sent away
     * @param redis whether it is connected; null if none is configured
     * @param memoryPercent of the heap in use over which no more clients should come
     */
    public record Probes(BooleanSupplier draining, @Nullable BooleanSupplier redis, LiveHeap heap, int memoryPercent) {}

    /** One thing that was looked at. */
    public record Check(String name, boolean isUp) {}

    /** All that was looked at. */
    public record Report(List<Check> checks) {
        public boolean isUp() {
            return checks.stream().allMatch(Check::isUp);
        }
    }

    /** Everything serves from now on. */
    public void begin(Probes started) {
        probes = started;
    }

    /** Nothing serves any more. */
    public void end() {
        probes = null;
    }

    /** Whoever can answer lives: what Canyon waits for, Redis or applications, a restart would not bring back. */
    public Report live() {
        return new Report(List.of(new Check("canyon", true)));
    }

    public Report started() {
        return new Report(List.of(new Check("canyon", probes != null)));
    }

    public Report ready() {
        Probes started = probes;
        if (started == null) {
            return started();
        }
        Check serving = new Check("serving", !started.draining().getAsBoolean());
        Check memory = new Check("memory", started.heap().percent() <= started.memoryPercent());
        BooleanSupplier redis = started.redis();
        return new Report(
                redis == null
                        ? List.of(serving, memory)
                        : List.of(serving, new Check("redis", redis.getAsBoolean()), memory));
    }
}
