package canyon.api;

import canyon.app.App;
import canyon.channel.ChannelRegistry;
import canyon.config.Settings;
import canyon.message.Broadcast;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes several events in their order, all or none: Pusher's {@code POST /apps/{id}/batch_events}. */
@Path("/{id}/batch_events")
@RequestScoped
public class BatchEventsResource {
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

    @POST
    public Response publish(InputStream body, @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey)
            throws RefusedRequestException {
        App app = caller.app();
        byte[] bytes = RequestBody.read(body, settings.limits().httpBodyBytes());
        Map<String, JsonText> members = Members.of(caller.query(), bytes);
        return Answer.ok(idempotency.once(Idempotency.Key.of(app, "batch_events", idempotencyKey, members), () -> {
            List<Trigger> batch = Trigger.batch(members, app);
            List<Broadcast> broadcasts = batch.stream()
                    .flatMap(trigger -> trigger.broadcasts().stream())
                    .toList();
            publications.publish(app, broadcasts);
            return TriggerDocuments.of(batch, registry);
        }));
    }

    @OPTIONS
    public Response options() {
        return Answer.methods(HttpMethod.POST);
    }
}
