package canyon.api;

import canyon.app.App;
import canyon.channel.ChannelRegistry;
import canyon.config.Settings;
import canyon.message.JsonText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes an event: {@code POST /apps/{id}/events} as Pusher documents it, and as it was recorded from
 * laravel-echo-server.
 */
@Path("/{id}/events")
@RequestScoped
public class EventsResource {
    private static final JsonText PUBLISHED = new JsonText("{\"message\":\"ok\"}");

    @Inject
    Caller caller;

    @Inject
    Publications publications;

    @Inject
    Idempotency idempotency;

    @Inject
    ChannelRegistry registry;

    @Inject
    Settings settings;

    /** The body is read as it is: a form's content type changes nothing. */
    @POST
    public Response publish(InputStream body, @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey)
            throws RefusedRequestException {
        byte[] bytes = RequestBody.read(body, settings.limits().httpBodyBytes());
        return Answer.ok(caller.isSigned() ? trigger(bytes, idempotencyKey) : publish(bytes));
    }

    private JsonText publish(byte[] body) throws RefusedRequestException {
        PublishRequest request = PublishRequest.parse(body, caller.app());
        publications.publish(caller.app(), request.broadcasts());
        return PUBLISHED;
    }

    private JsonText trigger(byte[] body, @Nullable String idempotencyKey) throws RefusedRequestException {
        App app = caller.app();
        Map<String, JsonText> members = Members.of(caller.query(), body);
        return idempotency.once(Idempotency.Key.of(app, "events", idempotencyKey, members), () -> {
            Trigger trigger = Trigger.parse(members, app);
            publications.publish(app, trigger.broadcasts());
            return TriggerDocuments.of(trigger, registry);
        });
    }

    @OPTIONS
    public Response options() {
        return Answer.methods(HttpMethod.POST);
    }
}
