package canyon.cluster;

import java.util.Optional;

/** Hears what came of something that Redis was to do. Called once, on any thread; must not block. */
@FunctionalInterface
public interface Then<T> {
    /**
     * It is over.
     *
     * @param result empty if Redis refused, or nobody knows whether it was done
     */
    void done(Optional<T> result);
}
