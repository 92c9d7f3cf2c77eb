package canyon.http;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Makes the JAX-RS client that the server brings along. What JAX-RS has no words for is said in each vendor's own; a
 * name that another vendor does not know does nothing.
 */
final class ClientOfServer {
    private static final Logger LOG = System.getLogger(ClientOfServer.class.getName());

    /** Followed by default: a page that asks for a login would answer 200 in place of the application. */
    private static final String JERSEY_REDIRECTS = "jersey.config.client.followRedirects";

    private static final String RESTEASY_REDIRECTS = "dev.resteasy.client.follow.redirects";
    private static final String CXF_REDIRECTS = "http.autoredirect";

    /** A method of RESTEasy's builder: its pool has 50 connections otherwise, and further calls wait for one. */
    private static final String RESTEASY_POOL = "connectionPoolSize";

    private ClientOfServer() {}

    /**
     * Searches in the context class loader, which the container has set.
     *
     * @param connections that may be open at once
     */
    static Client make(HttpSettings settings, int connections) {
        long millis = settings.timeout().toMillis();
        ClientBuilder builder = ClientBuilder.newBuilder()
                .connectTimeout(millis, TimeUnit.MILLISECONDS)
                .readTimeout(millis, TimeUnit.MILLISECONDS)
                .property(JERSEY_REDIRECTS, false)
                .property(RESTEASY_REDIRECTS, false)
                .property(CXF_REDIRECTS, false);
        if (!settings.tlsVerify()) {
            builder.sslContext(TrustAnyone.context()).hostnameVerifier((host, session) -> true);
        }
        sizePool(builder, connections);
        return builder.build();
    }

    private static void sizePool(ClientBuilder builder, int connections) {
        try {
            builder.getClass().getMethod(RESTEASY_POOL, int.class).invoke(builder, connections);
        } catch (NoSuchMethodException e) {
            LOG.log(Level.DEBUG, "{0} has no pool to be sized", builder.getClass());
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "the pool of connections keeps the size that it has by default", e);
        }
    }
}
