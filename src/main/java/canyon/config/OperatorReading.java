package canyon.config;

/** Reads what operators see and may do. */
final class OperatorReading {
    private final Reading reading;

    OperatorReading(Reading reading) {
        this.reading = reading;
    }

    /** @param dev whether who sits at the machine needs no password */
    OperatorSettings settings(boolean dev) {
        OperatorSettings settings = settings();
        boolean isContainer = settings.admin().auth() == AdminAuth.CONTAINER;
        boolean hasPassword = reading.isGiven(OperatorKeys.ADMIN_PASSWORD);
        if (isContainer && hasPassword) {
            reading.warning(OperatorKeys.ADMIN_PASSWORD + " does nothing while " + OperatorKeys.ADMIN_AUTH
                    + " is container: the server asks for its own passwords");
        }
        if (settings.metrics() == MetricsAccess.ADMIN && !isContainer && !hasPassword && !dev) {
            reading.warning(OperatorKeys.METRICS_ACCESS + " is admin, but without " + OperatorKeys.ADMIN_PASSWORD
                    + " there is none: nobody can read the metrics");
        }
        return settings;
    }

    private OperatorSettings settings() {
        return new OperatorSettings(
                new OperatorSettings.Admin(
                        reading.value(OperatorKeys.ADMIN_AUTH),
                        reading.optional(OperatorKeys.ADMIN_PASSWORD).orElse(null),
                        reading.value(OperatorKeys.DASHBOARD_WATCHERS),
                        reading.value(OperatorKeys.DASHBOARD_EVENTS_PER_SECOND)),
                new OperatorSettings.Statistics(
                        reading.optional(OperatorKeys.STATISTICS_DATASOURCE).orElse(""),
                        reading.value(OperatorKeys.STATISTICS_TABLE),
                        reading.value(OperatorKeys.STATISTICS_RETENTION)),
                reading.value(OperatorKeys.METRICS_ACCESS),
                reading.value(OperatorKeys.READY_MEMORY_PERCENT),
                reading.value(OperatorKeys.DRAIN_DURATION));
    }
}
