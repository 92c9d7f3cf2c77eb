package canyon.dashboard;

import canyon.channel.ChannelRegistry;
import canyon.connection.Connections;
import canyon.message.JsonText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;

/** The nodes that serve together: this one. */
@Path("/nodes")
@RequestScoped
public class NodesResource {
    @Inject
    Operations operations;

    @Inject
    Connections connections;

    @Inject
    ChannelRegistry registry;

    @GET
    public Response nodes() {
        NodeFacts facts = operations.facts();
        Document own = new Document()
                .put("id", facts.id())
                .put("address", JsonText.NULL)
                .put("connections", connections.count())
                .put("channels", registry.channelCount())
                .put("since", facts.started().toString())
                .put("self", true);
        return Reply.ok(new Document().put("nodes", Stream.of(own)));
    }
}
