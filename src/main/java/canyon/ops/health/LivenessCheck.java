package canyon.ops.health;

import canyon.ops.Health;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** As {@code /ops/live}. */
@Liveness
public class LivenessCheck implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        return Answers.of(Health.ofApplication().live());
    }
}
