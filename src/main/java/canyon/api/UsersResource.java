package canyon.api;

import canyon.broker.Census;
import canyon.connection.CloseReason;
import canyon.message.JsonText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The connections of one user: those that are signed in as the user, and those that are the user in a presence channel.
 * Ending them is Pusher's {@code POST /apps/{id}/users/{user}/terminate_connections}; the rest is Canyon's.
 */
@Path("/{id}/users/{user}")
@RequestScoped
public class UsersResource {
    @Inject
    Caller caller;

    @Inject
    AppRates rates;

    @Inject
    Census census;

    @GET
    public Response user(@PathParam("user") String user) throws RefusedRequestException {
        int count = census.connectionsOf(app(), user);
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("online", new JsonText(String.valueOf(count > 0)));
        members.put("connections", ChannelDocuments.number(count));
        return Answer.ok(JsonText.ofMembers(members));
    }

    @POST
    @Path("/terminate_connections")
    public Response terminate(@PathParam("user") String user) throws RefusedRequestException {
        return close(user, CloseReason.UNAUTHORIZED);
    }

    @POST
    @Path("/force_reconnect")
    public Response forceReconnect(@PathParam("user") String user) throws RefusedRequestException {
        return close(user, CloseReason.RECONNECT);
    }

    private Response close(String user, CloseReason reason) throws RefusedRequestException {
        census.close(app(), user, reason);
        return Answer.ok(JsonText.EMPTY_OBJECT);
    }

    /** The scope of the application that asks, and may. */
    private String app() throws RefusedRequestException {
        caller.requireSigned();
        rates.reads(caller.app());
        return caller.app().scope();
    }

    @OPTIONS
    public Response userOptions() {
        return Answer.methods(HttpMethod.GET, HttpMethod.HEAD);
    }

    @OPTIONS
    @Path("/terminate_connections")
    public Response terminateOptions() {
        return Answer.methods(HttpMethod.POST);
    }

    @OPTIONS
    @Path("/force_reconnect")
    public Response forceReconnectOptions() {
        return Answer.methods(HttpMethod.POST);
    }
}
