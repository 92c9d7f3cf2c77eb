package canyon.api;

import canyon.config.Limits;
import java.time.Duration;

/** The limits of a default configuration. */
final class TestLimits {
    static final Limits DEFAULT = new Limits(
            0,
            1 << 20,
            1000,
            200,
            200,
            1000,
            1 << 20,
            8 << 20,
            16 << 20,
            1 << 20,
            0,
            8192,
            100,
            Duration.ofSeconds(30));

    private TestLimits() {}
}
