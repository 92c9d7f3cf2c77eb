package canyon.demo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may join what, as a Laravel application says it in {@code routes/channels.php}. */
final class DemoRules {
    static final String NO_TOKEN = "No token, or one that names nobody: send Authorization: Bearer demo-alice";
    static final String NO_RULE = "The demo lets nobody join this channel";
    static final String NOT_YOURS = "This desk is somebody else's";

    private static final Pattern DESK = Pattern.compile("private-(?:encrypted-)?(?:cache-)?desk\\.([a-z0-9]{1,20})");
    /** With the characters that Pusher allows. */
    private static final Pattern PRESENCE = Pattern.compile("presence-[-a-zA-Z0-9_=@,.;]{1,150}");

    private DemoRules() {}

    /** Why the user may not join, or empty if nothing speaks against it. */
    static Optional<String> objection(DemoUser user, String channel) {
        Matcher desk = DESK.matcher(channel);
        if (desk.matches()) {
            return user.name().equals(desk.group(1)) ? Optional.empty() : Optional.of(NOT_YOURS);
        }
        return isPresence(channel) ? Optional.empty() : Optional.of(NO_RULE);
    }

    static boolean isPresence(String channel) {
        return PRESENCE.matcher(channel).matches();
    }
}
