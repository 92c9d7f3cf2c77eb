package canyon.config;

import java.time.Duration;

/**
 * How broadcasts are spread over threads.
 *
 * @param workers threads that write to clients; from {@code canyon.fan-out.workers}, default 2
 * @param warmUp what the start may take longer so that the first events are as fast as later ones, zero for no warm-up;
 *     from {@code canyon.fan-out.warm-up}, default 3 s
 */
public record FanOutSettings(int workers, Duration warmUp) {
    public FanOutSettings {
        Keys.FAN_OUT_WORKERS.require(workers);
        Keys.FAN_OUT_WARM_UP.require(warmUp);
    }
}
