package canyon.dashboard;

import canyon.channel.ChannelRegistry;
import canyon.cluster.NodeState;
import canyon.connection.Connections;
import canyon.message.JsonText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;

/** The nodes that serve together, this one first. */
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
        Stream<Document> others = operations.cluster().nodes().stream()
                .filter(node -> !node.isSelf())
                .map(NodesResource::other);
        return Reply.ok(new Document().put("nodes", Stream.concat(Stream.of(own), others)));
    }

    /** As it told of itself, some seconds ago. */
    private static Document other(NodeState node) {
        return new Document()
                .put("id", node.label())
                .put("address", JsonText.NULL)
                .put("connections", node.counts().getOrDefault("connections", 0L))
                .put("channels", node.counts().getOrDefault("channels", 0L))
                .put("since", node.facts().getOrDefault("since", JsonText.NULL))
                .put("self", false);
    }
}
