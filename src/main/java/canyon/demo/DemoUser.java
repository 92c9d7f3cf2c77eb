package canyon.demo;

import canyon.message.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who needs no account: whoever sends {@code Authorization: Bearer demo-alice} is Alice.
 *
 * @param name 1 to 20 lower-case letters and digits, beginning with a letter
 */
record DemoUser(String name) {
    private static final Pattern HEADER = Pattern.compile("(?i:Bearer) +demo-([a-z][a-z0-9]{0,19})");

    /** To be told apart, and seen on a light and on a dark ground (3 to 1 on both). */
    private static final List<String> COLOURS =
            List.of("#2f7fd1", "#c9622a", "#2e8f5b", "#8a63d2", "#cc4f86", "#1f8a94", "#a97a14", "#d0504a");

    /** Empty if the header is missing or names nobody. */
    static Optional<DemoUser> of(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        Matcher header = HEADER.matcher(authorization);
        return header.matches() ? Optional.of(new DemoUser(header.group(1))) : Optional.empty();
    }

    /** What others on a presence channel see of the user: {@code {"name":"Alice","colour":"#2f7fd1"}}. */
    JsonText info() {
        String shown = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        String colour = COLOURS.get(Math.floorMod(name.hashCode(), COLOURS.size()));
        return new JsonText(
                "{\"name\":%s,\"colour\":%s}".formatted(JsonText.ofString(shown), JsonText.ofString(colour)));
    }
}
