package canyon.app.source;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what was used last; over its bound what was not used for longest goes. Safe for use from any thread. */
final class Recent<K, V> {
    private final int bound;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    Recent(int bound) {
        this.bound = bound;
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    /** What was remembered before, if anything. */
    synchronized @Nullable V put(K key, V value) {
        V before = entries.put(key, value);
        if (entries.size() > bound) {
            entries.remove(entries.keySet().iterator().next());
        }
        return before;
    }

    synchronized @Nullable V remove(K key) {
        return entries.remove(key);
    }
}
