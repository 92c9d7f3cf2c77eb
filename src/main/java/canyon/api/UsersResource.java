package canyon.api;

import canyon.channel.ChannelRegistry;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.message.JsonText;
import canyon.user.Users;
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
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

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
    Users users;

    @Inject
    ChannelRegistry registry;

    @Inject
    Connections connections;

    @GET
    public Response user(@PathParam("user") String user) throws RefusedRequestException {
        int count = connectionsOf(user).size();
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
        connectionsOf(user).forEach(connection -> connection.close(reason));
        return Answer.ok(JsonText.EMPTY_OBJECT);
    }

    private Set<Connection> connectionsOf(String user) throws RefusedRequestException {
        caller.requireSigned();
        rates.reads(caller.app());
        String app = caller.app().scope();
        Set<Connection> found = new LinkedHashSet<>(users.connections(app, user));
        registry.connectionsOf(app, user).forEach(id -> connections.find(id).ifPresent(found::add));
        return found;
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
