package canyon.dashboard;

import canyon.app.AppCatalog;
import canyon.app.AppCredentials;
import canyon.app.AppDirectory;
import canyon.app.AppStoreException;
import canyon.channel.ChannelRegistry;
import canyon.connection.Connections;
import canyon.message.ChannelName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The applications, with what they use, and as far as their store can be written, changes of them. */
@Path("/apps")
@RequestScoped
public class AppsResource {
    private static final String CREATED = "Shown this once: put them into the application's configuration now.";
    private static final String ROTATED =
            "Shown this once. From now on the former key and secret are refused: clients that"
                    + " are connected stay, but none comes back and Laravel cannot publish before both have the new ones."
                    + " Other nodes learn of it within the time that they remember applications.";

    @Inject
    AppDirectory apps;

    @Inject
    Connections connections;

    @Inject
    ChannelRegistry registry;

    @Inject
    Operations operations;

    @GET
    public Response list(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit)
            throws RefusalException {
        Paging paging = Paging.of(null, after, limit);
        AppCatalog catalog = apps.catalog();
        AppCatalog.Place place = catalog.place();
        AppCatalog.Page page = catalog.list(paging.after(), paging.limit());
        Map<String, Integer> channels = new HashMap<>();
        for (ChannelName name : registry.names()) {
            channels.merge(name.app(), 1, Integer::sum);
        }
        return Reply.ok(new Document()
                .put("writable", place != AppCatalog.Place.CONFIGURATION)
                .put("store", place.text())
                .put("apps", page.entries().stream().map(entry -> document(entry, channels)))
                .putTexts("problems", page.problems())
                .put("next", page.next()));
    }

    private Document document(AppCatalog.Entry entry, Map<String, Integer> channels) {
        String scope = entry.app().scope();
        return AppDocuments.of(
                entry,
                connections.count(scope),
                channels.getOrDefault(scope, 0),
                operations.usage().of(scope));
    }

    @POST
    public Response create(InputStream body) throws RefusalException, AppStoreException {
        String id = Question.read(body, Question.SMALL).required("id");
        if (!AppCredentials.NEW_ID.matcher(id).matches()) {
            throw RefusalException.invalid("id must be 1 to 100 letters, digits, - and _");
        }
        AppCredentials created = apps.catalog().create(AppCredentials.random(id));
        return Reply.created(AppDocuments.credentials(created, CREATED));
    }

    @POST
    @Path("/{id}/rotate")
    public Response rotate(@PathParam("id") String id) throws AppStoreException {
        AppCredentials rotated = apps.catalog().rekey(AppCredentials.random(id));
        return Reply.ok(AppDocuments.credentials(rotated, ROTATED));
    }

    @PATCH
    @Path("/{id}")
    public Response change(@PathParam("id") String id, InputStream body) throws RefusalException, AppStoreException {
        Question question = Question.read(body, Question.SMALL);
        if (question.value("enabled") == null) {
            throw RefusalException.invalid("enabled is missing");
        }
        apps.catalog().enable(id, question.flag("enabled", true));
        return Reply.done();
    }

    @DELETE
    @Path("/{id}")
    public Response remove(@PathParam("id") String id) throws AppStoreException {
        apps.catalog().remove(id);
        return Reply.done();
    }
}
