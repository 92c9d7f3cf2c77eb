package canyon.dashboard;

import canyon.app.App;
import canyon.message.ChannelName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** One channel. Its name is in the query, since a path does not hold every name on every server. */
@Path("/channel")
@RequestScoped
public class ChannelResource {
    @Inject
    ChannelDocuments documents;

    @Inject
    AppNames names;

    /** Also if nobody listens: that is an answer too. */
    @GET
    public Response channel(@QueryParam("app") @Nullable String app, @QueryParam("name") @Nullable String name)
            throws RefusalException {
        App found = names.app(app);
        if (name == null) {
            throw RefusalException.invalid("name is missing");
        }
        return Reply.ok(documents.whole(channel(found, name)));
    }

    private static ChannelName channel(App app, String name) throws RefusalException {
        try {
            return app.channel(name);
        } catch (IllegalArgumentException e) {
            throw RefusalException.invalid("name: " + e.getMessage());
        }
    }
}
