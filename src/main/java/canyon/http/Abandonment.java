package canyon.http;

import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;

/**
 * Closes an answer that was not read to its end, together with its connection. RESTEasy's close reads the rest first,
 * however long it is, so that the connection can be used again; it has a method that does not.
 */
final class Abandonment {
    private static final Logger LOG = System.getLogger(Abandonment.class.getName());

    private static final String RESTEASY_RELEASE = "releaseConnection";

    private Abandonment() {}

    static void of(Response response) {
        try {
            Method release = response.getClass().getMethod(RESTEASY_RELEASE, boolean.class);
            // Its class is not public.
            release.setAccessible(true);
            release.invoke(response, false);
        } catch (NoSuchMethodException e) {
            close(response);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "an answer could not be abandoned", e);
            close(response);
        }
    }

    private static void close(Response response) {
        try {
            response.close();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "an answer that was not read to its end did not close", e);
        }
    }
}
