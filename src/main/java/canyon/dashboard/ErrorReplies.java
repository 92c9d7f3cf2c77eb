package canyon.dashboard;

import canyon.app.AppStoreException;
import canyon.app.AppsUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Answers whatever goes wrong under {@code /dashboard/api} in JSON. What is nobody's mistake is logged, not shown. */
@Provider
@ApplicationScoped
public class ErrorReplies implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ErrorReplies.class.getName());

    private static final int INTERNAL_ERROR = 500;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof RefusalException refusal) {
            return Reply.error(refusal.status(), refusal.text());
        }
        if (thrown instanceof AppStoreException refused) {
            return Reply.error(
                    switch (refused.reason()) {
                        case UNKNOWN -> Reply.NOT_FOUND;
                        case CONFLICT -> Reply.CONFLICT;
                        case UNAVAILABLE -> Reply.UNAVAILABLE;
                    },
                    refused.text());
        }
        if (thrown instanceof AppsUnavailableException) {
            return Reply.error(Reply.UNAVAILABLE, "The applications cannot be looked up at the moment, try again");
        }
        if (thrown instanceof WebApplicationException container) {
            Response.StatusType status = container.getResponse().getStatusInfo();
            if (status.getFamily() == Response.Status.Family.CLIENT_ERROR) {
                return Reply.error(status.getStatusCode(), status.getReasonPhrase());
            }
        }
        LOG.log(Level.ERROR, "a request of the dashboard failed", thrown);
        return Reply.error(INTERNAL_ERROR, "Internal error, see the log of the server");
    }
}
