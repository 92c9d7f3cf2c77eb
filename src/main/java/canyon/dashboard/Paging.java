package canyon.dashboard;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param query in lower case, empty for all
 * @param after the key that came last; null to begin
 * @param limit 1 to {@link #MAX_LIMIT}
 */
record Paging(String query, @Nullable String after, int limit) {
    static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    static Paging of(@Nullable String query, @Nullable String after, @Nullable String limit) throws RefusalException {
        return new Paging(
                query == null ? "" : query.strip().toLowerCase(Locale.ROOT),
                after == null || after.isEmpty() ? null : after,
                limit == null || limit.isEmpty() ? DEFAULT_LIMIT : parsed(limit));
    }

    private static int parsed(String limit) throws RefusalException {
        if (!limit.matches("\\d{1,4}") || limit.matches("0+") || Integer.parseInt(limit) > MAX_LIMIT) {
            throw RefusalException.invalid("limit must be a number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(limit);
    }

    /** Whether one of these texts holds what is searched for. */
    boolean finds(@Nullable String... texts) {
        if (query.isEmpty()) {
            return true;
        }
        for (String text : texts) {
            if (text != null && text.toLowerCase(Locale.ROOT).contains(query)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A part of a list.
     *
     * @param next the key of the last one; null if no more follow
     * @param total of those that match
     */
    record Part<T>(List<T> items, @Nullable String next, int total) {}

    /** @param key of which no two are the same, and which says what comes first */
    <T> Part<T> of(Iterable<T> all, Predicate<T> matches, Function<T, String> key) {
        Smallest<T> first = new Smallest<>(limit + 1, Comparator.comparing(key));
        int total = 0;
        for (T item : all) {
            if (matches.test(item)) {
                total++;
                if (after == null || key.apply(item).compareTo(after) > 0) {
                    first.offer(item);
                }
            }
        }
        List<T> sorted = first.sorted();
        boolean isMore = sorted.size() > limit;
        List<T> items = isMore ? sorted.subList(0, limit) : sorted;
        return new Part<>(items, isMore ? key.apply(items.get(limit - 1)) : null, total);
    }
}
