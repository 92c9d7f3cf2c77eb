package canyon.dashboard;

import canyon.channel.ChannelRegistry;
import canyon.message.ChannelName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The channels that somebody listens to on this node, in the order of applications and names. */
@Path("/channels")
@RequestScoped
public class ChannelsResource {
    @Inject
    ChannelRegistry registry;

    @Inject
    ChannelDocuments documents;

    @Inject
    AppNames names;

    @GET
    public Response list(
            @QueryParam("app") @Nullable String app,
            @QueryParam("q") @Nullable String query,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit)
            throws RefusalException {
        Paging paging = Paging.of(query, after, limit);
        Optional<String> scope = names.scope(app);
        // No id of an application has a slash.
        Paging.Part<ChannelName> part = paging.of(
                registry.names(),
                name -> scope.map(name.app()::equals).orElse(true) && paging.finds(name.text()),
                name -> name.app() + "/" + name.text());
        return Reply.ok(new Document()
                .put("channels", part.items().stream().map(documents::of))
                .put("next", part.next())
                .put("total", part.total()));
    }
}
