package canyon.config;

/** Who may read the metrics. */
public enum MetricsAccess {
    /** Everybody. */
    OPEN,
    /** Who may use the dashboard. */
    ADMIN,
    /** Who asks from the machine that Canyon runs on. */
    LOOPBACK;

    static MetricsAccess parse(String text) {
        return switch (text) {
            case "open" -> OPEN;
            case "admin" -> ADMIN;
            case "loopback" -> LOOPBACK;
            default -> throw new IllegalArgumentException("none of open, admin, loopback");
        };
    }
}
