package canyon.dashboard;

import canyon.config.Settings;
import canyon.message.JsonText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends the clients of this node elsewhere, or takes them again. */
@Path("/drain")
@RequestScoped
public class DrainResource {
    private static final int MAX_SECONDS = 3_600;

    @Inject
    Operations operations;

    @Inject
    Settings settings;

    @POST
    public Response begin(InputStream body) throws RefusalException {
        JsonText seconds = Question.read(body, Question.SMALL).value("seconds");
        try {
            operations.draining().begin().accept(duration(seconds));
        } catch (UnsupportedOperationException e) {
            throw new RefusalException(Reply.UNAVAILABLE, "This node cannot be drained");
        }
        return Reply.accepted();
    }

    private Duration duration(@Nullable JsonText seconds) throws RefusalException {
        if (seconds == null) {
            return settings.operator().drain();
        }
        if (!seconds.text().matches("\\d{1,4}") || Integer.parseInt(seconds.text()) > MAX_SECONDS) {
            throw RefusalException.invalid(
                    "seconds must be a whole number from 0 to " + MAX_SECONDS + ", got " + seconds.start());
        }
        return Duration.ofSeconds(Integer.parseInt(seconds.text()));
    }

    @DELETE
    public Response cancel() {
        operations.draining().cancel().run();
        return Reply.done();
    }
}
