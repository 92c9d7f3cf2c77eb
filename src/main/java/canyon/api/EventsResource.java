package canyon.api;

import canyon.broker.Broker;
import canyon.config.Limits;
import canyon.config.Settings;
import canyon.message.Broadcast;
import canyon.message.JsonText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Publishes an event, as recorded in laravel-echo-server's {@code POST /apps/{id}/events}. */
@Path("/{id}/events")
@RequestScoped
public class EventsResource {
    private static final JsonText PUBLISHED = new JsonText("{\"message\":\"ok\"}");

    @Inject
    Broker broker;

    @Inject
    Settings settings;

    /** The body is read as it is: a form's content type changes nothing. */
    @POST
    public Response publish(InputStream body) throws RefusedRequestException {
        Limits limits = settings.limits();
        PublishRequest request = PublishRequest.parse(RequestBody.read(body, limits.httpBodyBytes()), limits);
        try {
            for (Broadcast broadcast : request.broadcasts()) {
                broker.publish(broadcast);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedRequestException(
                    Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), "Canyon is stopping, try again");
        }
        return Answer.ok(PUBLISHED);
    }

    @OPTIONS
    public Response options() {
        return Answer.methods(HttpMethod.POST);
    }
}
