package canyon.dashboard;

import canyon.connection.ClientDetails;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.message.SocketId;
import canyon.user.SignedInUser;
import canyon.user.Users;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The clients of this node, in the order of their ids. */
@Path("/connections")
@RequestScoped
public class ConnectionsResource {
    @Inject
    Connections connections;

    @Inject
    ConnectionDocuments documents;

    @Inject
    AppNames names;

    @Inject
    Users users;

    @GET
    public Response list(
            @QueryParam("app") @Nullable String app,
            @QueryParam("q") @Nullable String query,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit)
            throws RefusalException {
        Paging paging = Paging.of(query, after, limit);
        Optional<String> scope = names.scope(app);
        Paging.Part<Connection> part = paging.of(
                connections.all(),
                connection -> scope.map(connection.app()::equals).orElse(true) && isFound(paging, connection),
                connection -> connection.id().text());
        return Reply.ok(new Document()
                .put("connections", part.items().stream().map(documents::of))
                .put("next", part.next())
                .put("total", part.total()));
    }

    private boolean isFound(Paging paging, Connection connection) {
        if (paging.query().isEmpty()) {
            return true;
        }
        ClientDetails details = connection.details();
        String user = users.of(connection).map(SignedInUser::id).orElse(null);
        return paging.finds(connection.id().text(), details.address(), details.userAgent(), details.protocol(), user);
    }

    @GET
    @Path("/{id}")
    public Response one(@PathParam("id") String id) throws RefusalException {
        return Reply.ok(documents.whole(found(id)));
    }

    /** Clients that are not to come back are told so in the words of their protocol. */
    @DELETE
    @Path("/{id}")
    public Response close(@PathParam("id") String id, @QueryParam("reconnect") @Nullable String reconnect)
            throws RefusalException {
        found(id).close("true".equals(reconnect) ? CloseReason.RECONNECT : CloseReason.SENT_AWAY);
        return Reply.done();
    }

    private Connection found(String id) throws RefusalException {
        return connections
                .find(new SocketId(id))
                .orElseThrow(() -> RefusalException.notFound("There is no such connection on this node any more"));
    }
}
