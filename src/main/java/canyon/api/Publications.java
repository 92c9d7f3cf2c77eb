package canyon.api;

import canyon.app.App;
import canyon.broker.Broker;
import canyon.message.Broadcast;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Publishes what applications send over HTTP, as many events as each of them may. Safe for use from any thread. */
@ApplicationScoped
public class Publications {
    private static final int UNAVAILABLE = 503;

    @Inject
    Broker broker;

    @Inject
    AppRates rates;

    /** All of them in their order, or none; waits while too much waits to be sent. */
    void publish(App app, List<Broadcast> broadcasts) throws RefusedRequestException {
        rates.publishes(app, broadcasts.size());
        try {
            for (Broadcast broadcast : broadcasts) {
                broker.publish(broadcast);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedRequestException(UNAVAILABLE, "Canyon is stopping, try again");
        }
    }
}
