package canyon.auth;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which applications do not answer, so that this is said once and not at each call. Safe for use from any thread. */
final class Outages {
    /** More can only be names that clients made up below a domain; then all are forgotten, and said again. */
    static final int MAX_COUNT = 100;

    private final Set<URI> urls = ConcurrentHashMap.newKeySet();

    /** True if it answered before, as far as is known. */
    boolean begin(URI url) {
        if (urls.size() >= MAX_COUNT) {
            urls.clear();
        }
        return urls.add(url);
    }

    /** True if it did not answer before. */
    boolean end(URI url) {
        return urls.remove(url);
    }
}
