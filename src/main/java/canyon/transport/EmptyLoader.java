package canyon.transport;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * The context class loader of threads that send: Payara searches it with each message, which takes longer than sending
 * if there is anything to search.
 */
public final class EmptyLoader {
    public static final ClassLoader INSTANCE = new URLClassLoader(new URL[0], null);

    private EmptyLoader() {}
}
