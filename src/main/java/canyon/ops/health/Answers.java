package canyon.ops.health;

import canyon.ops.Health;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Reports in the words of MicroProfile Health. */
final class Answers {
    private Answers() {}

    static HealthCheckResponse of(Health.Report report) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("canyon").status(report.isUp());
        report.checks().forEach(check -> answer.withData(check.name(), check.isUp() ? "UP" : "DOWN"));
        return answer.build();
    }
}
