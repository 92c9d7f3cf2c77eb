package canyon.dashboard;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends clients away, so that this node can be stopped.
 *
 * @param isDraining whether it does so at the moment
 * @param begin over so long
 * @param cancel takes clients again
 */
public record Draining(BooleanSupplier isDraining, Consumer<Duration> begin, Runnable cancel) {}
