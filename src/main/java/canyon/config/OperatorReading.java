package canyon.config;

/** Reads what operators see and may do. */
final class OperatorReading {
    private final Reading reading;

    OperatorReading(Reading reading) {
        this.reading = reading;
    }

    OperatorSettings settings() {
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
