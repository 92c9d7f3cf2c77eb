package canyon.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads {@link SocketIoClient} once more, with the clients that Maven put aside because they speak Engine.IO 3. */
final class FirstGeneration {
    private static final Path JARS = Path.of("target", "socketio-client-1");

    private FirstGeneration() {}

    static EchoClient client() {
        try {
            // Not closed: clients load classes as long as they live.
            ClassLoader apart = new URLClassLoader(urls(), new OnlyTheInterface());
            return (EchoClient) apart.loadClass(SocketIoClient.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the clients in " + JARS + " do not fit", e);
        }
    }

    private static URL[] urls() {
        List<URL> urls = new ArrayList<>();
        urls.add(SocketIoClient.class.getProtectionDomain().getCodeSource().getLocation());
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(JARS, "*.jar")) {
            for (Path jar : jars) {
                urls.add(url(jar));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the clients are put there by mvn process-test-resources", e);
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    /** Shares with the tests what they call it by, and nothing else. */
    private static final class OnlyTheInterface extends ClassLoader {
        OnlyTheInterface() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(EchoClient.class.getName()) || name.startsWith("org.jspecify.")) {
                return Class.forName(name, false, FirstGeneration.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
