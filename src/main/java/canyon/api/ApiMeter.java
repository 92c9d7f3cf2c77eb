package canyon.api;

import canyon.metrics.AppCount;
import canyon.metrics.AppMeters;
import canyon.metrics.Meters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** Counts calls for the application that they speak for; those that may speak for none are nobody's. */
@ApplicationScoped
public class ApiMeter {
    @Inject
    Meters meters;

    /**
     * A call has been answered.
     *
     * @param request whose {@code Content-Length} tells the bytes of its body; without one they are not counted
     * @param sent bytes of the answer's body
     */
    void called(Caller caller, HttpServletRequest request, long sent) {
        caller.appIfKnown().ifPresent(app -> {
            AppMeters counts = meters.app(app.scope());
            counts.count(AppCount.HTTP_CALLS);
            counts.add(AppCount.HTTP_BYTES_RECEIVED, Math.max(0, request.getContentLengthLong()));
            counts.add(AppCount.HTTP_BYTES_SENT, sent);
        });
    }
}
