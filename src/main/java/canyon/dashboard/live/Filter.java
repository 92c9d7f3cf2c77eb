package canyon.dashboard.live;

import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one watcher wants to see.
 *
 * @param app its id, empty for a default application without a name; null for all
 * @param channel null for any, and none
 * @param event null for any, and none
 * @param search in lower case, somewhere in a name or a text; empty for anything
 */
record Filter(
        @Nullable String app,
        @Nullable Wanted channel,
        @Nullable Wanted event,
        Set<Kind> kinds,
        String search) {
    /** @throws IllegalArgumentException whose message says what is wrong, for people */
    static Filter of(HttpServletRequest request) {
        return new Filter(
                request.getParameter("app"),
                wanted(request, "channel"),
                wanted(request, "event"),
                kinds(parameter(request, "kind")),
                lower(parameter(request, "q")));
    }

    private static @Nullable String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        if (value != null && value.length() > Wanted.MAX_LENGTH) {
            throw new IllegalArgumentException(name + " must have at most " + Wanted.MAX_LENGTH + " characters");
        }
        return value == null || value.isEmpty() ? null : value;
    }

    private static @Nullable Wanted wanted(HttpServletRequest request, String name) {
        String value = parameter(request, name);
        return value == null ? null : new Wanted(value);
    }

    static Set<Kind> kinds(@Nullable String list) {
        if (list == null) {
            return EnumSet.allOf(Kind.class);
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String kind : list.split(",", -1)) {
            try {
                kinds.add(Kind.valueOf(kind.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "kind must be some of " + EnumSet.allOf(Kind.class) + ", with commas", e);
            }
        }
        return kinds;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** @param ids of applications, by their scopes */
    boolean wants(Happening happening, UnaryOperator<String> ids) {
        return kinds.contains(happening.kind())
                && (app == null || app.equals(ids.apply(happening.app())))
                && isWanted(channel, happening.channel())
                && isWanted(event, happening.event())
                && (search.isEmpty() || hasText(happening));
    }

    private static boolean isWanted(@Nullable Wanted wanted, @Nullable String name) {
        return wanted == null || (name != null && wanted.matches(name));
    }

    private boolean hasText(Happening happening) {
        return has(happening.channel())
                || has(happening.event())
                || has(happening.socketId())
                || has(happening.detail())
                || has(happening.payload());
    }

    private boolean has(@Nullable String text) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(search);
    }
}
