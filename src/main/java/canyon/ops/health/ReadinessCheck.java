package canyon.ops.health;

import canyon.ops.Health;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** As {@code /ops/ready}. */
@Readiness
public class ReadinessCheck implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        return Answers.of(Health.ofApplication().ready());
    }
}
