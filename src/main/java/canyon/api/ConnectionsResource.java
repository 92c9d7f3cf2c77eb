package canyon.api;

import canyon.broker.Census;
import canyon.message.JsonText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Tells how many clients of the application are connected: Reverb's {@code GET /apps/{id}/connections}. */
@Path("/{id}/connections")
@RequestScoped
public class ConnectionsResource {
    @Inject
    Caller caller;

    @Inject
    AppRates rates;

    @Inject
    Census census;

    @GET
    public Response connections() throws RefusedRequestException {
        caller.requireSigned();
        rates.reads(caller.app());
        JsonText count = ChannelDocuments.number(census.connections(caller.app().scope()));
        return Answer.ok(JsonText.ofMembers(Map.of("connections", count)));
    }

    @OPTIONS
    public Response options() {
        return Answer.methods(HttpMethod.GET, HttpMethod.HEAD);
    }
}
