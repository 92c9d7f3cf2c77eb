package canyon.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers whatever goes wrong under {@code /apps} in JSON. What is not the client's mistake is logged, not shown. */
@Provider
@ApplicationScoped
public class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof RefusedRequestException refused) {
            return Answer.refusal(refused);
        }
        if (thrown instanceof WebApplicationException container) {
            return containersAnswer(container);
        }
        return internalError(thrown);
    }

    /** The container found no resource, no method, or more. */
    private static Response containersAnswer(WebApplicationException thrown) {
        Response response = thrown.getResponse();
        Response.StatusType status = response.getStatusInfo();
        return switch (status.getFamily()) {
            case CLIENT_ERROR -> clientError(response, status);
            case SERVER_ERROR -> internalError(thrown);
            default -> response;
        };
    }

    private static Response clientError(Response response, Response.StatusType status) {
        return switch (status.getStatusCode()) {
            case 404 -> Answer.error(404, "Not found");
            case 405 ->
                Response.fromResponse(Answer.error(405, "Method not allowed"))
                        .header(HttpHeaders.ALLOW, allowed(response.getHeaderString(HttpHeaders.ALLOW)))
                        .build();
            default -> Answer.error(status.getStatusCode(), status.getReasonPhrase());
        };
    }

    /** As OPTIONS tells it; servers differ in order, and in whether they name HEAD. */
    private static String allowed(@Nullable String methods) {
        Set<String> sorted =
                new TreeSet<>(List.of(Objects.requireNonNullElse(methods, "").split(" *, *", -1)));
        sorted.remove(HttpMethod.OPTIONS);
        if (sorted.contains(HttpMethod.GET)) {
            sorted.add(HttpMethod.HEAD);
        }
        return String.join(", ", sorted);
    }

    private static Response internalError(Throwable thrown) {
        LOG.log(Level.ERROR, "a request to the HTTP API failed", thrown);
        return Answer.error(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(), "Internal error");
    }
}
