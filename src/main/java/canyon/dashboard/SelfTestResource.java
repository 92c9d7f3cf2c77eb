package canyon.dashboard;

import canyon.app.App;
import canyon.app.AppCatalog;
import canyon.app.AppDirectory;
import canyon.config.Settings;
import canyon.config.SocketIoSettings;
import canyon.config.SocketIoTransport;
import canyon.dashboard.selftest.Check;
import canyon.dashboard.selftest.Target;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries each way that clients come, under the URL that they use. It goes nowhere else. */
@Path("/self-test")
@RequestScoped
public class SelfTestResource {
    /** Of the list of applications, to find one that has a key. */
    private static final int LOOKED_AT = 20;

    @Inject
    Operations operations;

    @Inject
    OwnUrl own;

    @Inject
    AppDirectory apps;

    @Inject
    Settings settings;

    @POST
    public Response test(InputStream body, @QueryParam("long") @Nullable String waits) throws RefusalException {
        URI url = url(Question.read(body, Question.SMALL).text("url"));
        SocketIoSettings socketIo = settings.socketIo();
        Target target = new Target(
                url,
                app(),
                new Target.SocketIo(
                        socketIo.transports().contains(SocketIoTransport.POLLING),
                        socketIo.transports().contains(SocketIoTransport.WEBSOCKET),
                        socketIo.pingInterval()),
                settings.proxies());
        try {
            Optional<List<Check>> checks = operations.selfTest().run(target, "true".equals(waits));
            if (checks.isEmpty()) {
                throw new RefusalException(Reply.CONFLICT, "A self-test is running already");
            }
            return Reply.ok(new Document()
                    .put("url", url.toString())
                    .put("checks", checks.get().stream().map(SelfTestResource::document)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusalException(Reply.UNAVAILABLE, "Canyon is stopping");
        }
    }

    private URI url(@Nullable String wanted) throws RefusalException {
        if (wanted == null) {
            return own.url();
        }
        String plain = wanted.endsWith("/") ? wanted.substring(0, wanted.length() - 1) : wanted;
        URI ofRequest = own.ofRequest();
        Optional<URI> configured = own.configured();
        if (configured.isPresent() && configured.get().toString().equals(plain)) {
            return configured.get();
        }
        if (ofRequest.toString().equals(plain)) {
            return ofRequest;
        }
        throw RefusalException.invalid(
                "url must be canyon.public-url or the one under which this page was opened (" + ofRequest + ")");
    }

    /** The default one, else the first that Pusher clients reach by a key, else the default one without a key. */
    private App app() {
        App standard = apps.standard();
        if (!standard.key().isEmpty() && standard.rules().enabled()) {
            return standard;
        }
        return apps.catalog().list(null, LOOKED_AT).entries().stream()
                .map(AppCatalog.Entry::app)
                .filter(app ->
                        app.rules().enabled() && apps.findByKey(app.key()).isPresent())
                .findFirst()
                .orElse(standard);
    }

    private static Document document(Check check) {
        Check.Finding finding = check.finding();
        return new Document()
                .put("name", check.name())
                .put("ok", check.isOk())
                .put("millis", check.duration().toMillis())
                .put("note", check.note())
                .put("problem", finding == null ? null : finding.problem())
                .put("advice", finding == null ? null : finding.advice());
    }
}
