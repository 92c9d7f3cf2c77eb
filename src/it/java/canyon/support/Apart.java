package canyon.support;

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

/** Loads a class once more, with libraries that Maven put aside because they would get in the way of others. */
public final class Apart {
    private Apart() {}

    /**
     * Loads the class, and with it all else of its folder that it needs.
     *
     * @param jars the folder of its libraries
     * @param shared what tests call it by; these, and what is inside them, are not loaded again
     */
    public static Class<?> load(Class<?> type, Path jars, Class<?>... shared) {
        try {
            // Not closed: clients load classes as long as they live.
            return new URLClassLoader(urls(type, jars), new OnlyShared(List.of(shared))).loadClass(type.getName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL[] urls(Class<?> type, Path jars) {
        List<URL> urls = new ArrayList<>();
        urls.add(type.getProtectionDomain().getCodeSource().getLocation());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(jars, "*.jar")) {
            for (Path jar : files) {
                urls.add(url(jar));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("mvn pre-integration-test puts the libraries there", e);
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static final class OnlyShared extends ClassLoader {
        private final List<Class<?>> shared;

        OnlyShared(List<Class<?>> shared) {
            super(getPlatformClassLoader());
            this.shared = shared;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.jspecify.") || shared.stream().anyMatch(type -> isWithin(type, name))) {
                return Class.forName(name, false, Apart.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }

        private static boolean isWithin(Class<?> type, String name) {
            return name.equals(type.getName()) || name.startsWith(type.getName() + "$");
        }
    }
}
