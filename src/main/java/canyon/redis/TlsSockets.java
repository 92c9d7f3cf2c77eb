package canyon.redis;

import canyon.config.RedisTls;
import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets for TLS. */
@FunctionalInterface
interface TlsSockets {
    /**
     * The one with which the next connection is made.
     *
     * @throws IOException if a file that it needs cannot be used
     */
    SSLSocketFactory factory() throws IOException;

    /** With the files as they are whenever a connection is opened. */
    static TlsSockets of(RedisTls tls) {
        return () -> tls.context().getSocketFactory();
    }
}
