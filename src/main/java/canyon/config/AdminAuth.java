package canyon.config;

/** Who says that somebody may use the dashboard. */
public enum AdminAuth {
    /** Canyon itself: who knows {@code canyon.admin.password}. */
    PASSWORD,
    /** The application server: who has the role {@code canyon-admin}. */
    CONTAINER;

    static AdminAuth parse(String text) {
        return switch (text) {
            case "password" -> PASSWORD;
            case "container" -> CONTAINER;
            default -> throw new IllegalArgumentException("neither password nor container");
        };
    }
}
