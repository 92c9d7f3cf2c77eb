package canyon.dashboard;

import canyon.app.App;
import canyon.config.RedisUrl;
import canyon.config.Settings;
import canyon.dashboard.snippets.Address;
import canyon.dashboard.snippets.Snippet;
import canyon.dashboard.snippets.Snippets;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What developers copy into their applications to use this server. */
@Path("/snippets")
@RequestScoped
public class SnippetsResource {
    @Inject
    AppNames names;

    @Inject
    OwnUrl own;

    @Inject
    Settings settings;

    @GET
    public Response snippets(@QueryParam("app") @Nullable String id) throws RefusalException {
        App app = names.app(id);
        RedisUrl redis = settings.redis().url();
        Snippets snippets = new Snippets(Address.of(own.url()), app, redis == null ? null : redis.address());
        return Reply.ok(new Document().put("snippets", snippets.all().stream().map(SnippetsResource::document)));
    }

    private static Document document(Snippet snippet) {
        return new Document()
                .put("title", snippet.title())
                .put("language", snippet.language())
                .put("text", snippet.text());
    }
}
