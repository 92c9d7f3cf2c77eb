package canyon.auth.http;

import canyon.auth.AuthEndpoint;
import canyon.http.HttpSettings;
import canyon.support.Apart;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/** The clients that servers bring along, in the versions of these servers. */
enum JaxRsClient {
    JERSEY_OF_PAYARA {
        @Override
        AuthEndpoint endpoint(HttpSettings settings, ThreadFactory threads) {
            Class<?> type = OfPayara.CLIENT;
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            // As an application server does, so that this one is found and not the other.
            thread.setContextClassLoader(type.getClassLoader());
            try {
                return (AuthEndpoint) type.getConstructor(HttpSettings.class, ThreadFactory.class)
                        .newInstance(settings, threads);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    },
    RESTEASY_OF_WILDFLY {
        @Override
        AuthEndpoint endpoint(HttpSettings settings, ThreadFactory threads) {
            return new LaravelClient(settings, threads);
        }
    };

    abstract AuthEndpoint endpoint(HttpSettings settings, ThreadFactory threads);

    /** Loaded once, when it is needed first. */
    private static final class OfPayara {
        private static final Path JARS = Path.of("target", "jersey", "MICRO-INF", "runtime");
        static final Class<?> CLIENT = Apart.load(LaravelClient.class, JARS, AuthEndpoint.class, HttpSettings.class);
    }
}
