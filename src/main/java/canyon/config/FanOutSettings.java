package canyon.config;

/**
 * How broadcasts are spread over threads.
 *
 * @param workers threads that write to clients; from {@code canyon.fan-out.workers}, default 2
 */
public record FanOutSettings(int workers) {
    public FanOutSettings {
        Keys.FAN_OUT_WORKERS.require(workers);
    }
}
