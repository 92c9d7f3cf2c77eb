package canyon.dashboard;

import canyon.app.App;
import canyon.broker.Broker;
import canyon.channel.ChannelRegistry;
import canyon.config.Settings;
import canyon.message.Broadcast;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Publishes what an operator writes. */
@Path("/events")
@RequestScoped
public class EventsResource {
    @Inject
    Broker broker;

    @Inject
    ChannelRegistry registry;

    @Inject
    AppNames names;

    @Inject
    Settings settings;

    @POST
    public Response publish(InputStream body) throws RefusalException {
        Question question = Question.read(body, settings.limits().httpBodyBytes());
        App app = names.app(question.text("app"));
        EventQuestion event = EventQuestion.of(question, app);
        if (!app.rules().enabled()) {
            throw new RefusalException(Reply.CONFLICT, "app: the application is disabled, nobody would hear it");
        }
        int subscribers =
                event.channels().stream().mapToInt(registry::subscriberCount).sum();
        try {
            for (Broadcast broadcast : event.broadcasts()) {
                broker.publish(broadcast);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusalException(Reply.UNAVAILABLE, "Canyon is stopping");
        }
        return Reply.ok(new Document().put("subscribers", subscribers));
    }
}
