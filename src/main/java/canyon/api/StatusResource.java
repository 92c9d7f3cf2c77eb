package canyon.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Tells how the server is, as recorded in laravel-echo-server's {@code GET /apps/{id}/status}. */
@Path("/{id}/status")
@RequestScoped
public class StatusResource {
    @Inject
    ServerStatus status;

    @Inject
    Caller caller;

    @GET
    public Response status() {
        return Answer.ok(StatusDocument.of(status, caller.app(), MemoryUsage.now(), Instant.now()));
    }

    @OPTIONS
    public Response options() {
        return Answer.methods(HttpMethod.GET, HttpMethod.HEAD);
    }
}
