package canyon.ops;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes all metrics as they are now. Safe for use from any thread. */
record Exposition(PrometheusRegistry registry) {
    /** How they are written. */
    enum Form {
        PROMETHEUS,
        OPEN_METRICS;

        /** What whoever accepts this gets: OpenMetrics only if it is named, as Prometheus does. */
        static Form accepted(@Nullable String accept) {
            return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
        }

        String contentType() {
            return writer().getContentType();
        }

        private ExpositionFormatWriter writer() {
            return this == OPEN_METRICS ? OpenMetricsTextFormatWriter.create() : PrometheusTextFormatWriter.create();
        }
    }

    void write(Form form, OutputStream out) throws IOException {
        form.writer().write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    }
}
