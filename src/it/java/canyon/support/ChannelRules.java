package canyon.support;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may hear what in the {@link LaravelApp}: the rules of the application that the recordings were made with. A
 * channel's name says how it is answered, and whoever is nobody may hear nothing. Names that begin with {@code pusher}
 * after the first dash are answered as Laravel's pusher driver would.
 */
final class ChannelRules {
    /** Says who somebody is: user 1 with {@code Authorization: Bearer good:1}, or in the session's cookie. */
    private static final Pattern TOKEN = Pattern.compile("Bearer good:(\\w+)");

    private static final Pattern SESSION = Pattern.compile("(?:^|; *)laravel_session=good:(\\w+)");
    private static final Pattern STATUS = Pattern.compile(".*-http(\\d{3})");
    private static final String UNAUTHORIZED = "{\"message\":\"This action is unauthorized.\"}";

    private ChannelRules() {}

    /** @param home a page that would admit everybody; a redirect leads there */
    static AuthAnswer answer(AuthRequest request, URI home) {
        if (request.target().equals(home.getPath())) {
            return AuthAnswer.of(200, "true");
        }
        return user(request).map(user -> answer(request, user, home)).orElseGet(() -> AuthAnswer.of(403, UNAUTHORIZED));
    }

    private static Optional<String> user(AuthRequest request) {
        return Stream.concat(
                        request.headers("Authorization").stream()
                                .flatMap(value -> TOKEN.matcher(value).results()),
                        request.headers("Cookie").stream()
                                .flatMap(value -> SESSION.matcher(value).results()))
                .map((MatchResult found) -> found.group(1))
                .findFirst();
    }

    private static AuthAnswer answer(AuthRequest request, String user, URI home) {
        String channel = request.channel();
        String kind = channel.substring(channel.indexOf('-') + 1);
        return switch (kind) {
            case "forbidden" -> AuthAnswer.of(403, UNAUTHORIZED);
            case "redirect" -> AuthAnswer.redirect(302, home);
            case "garbage" -> AuthAnswer.of(200, "<html>definitely { not json");
            case "empty" -> AuthAnswer.of(200, "");
            case "drop" -> AuthAnswer.drop();
            default -> status(channel).orElseGet(() -> admit(request, kind, user));
        };
    }

    private static Optional<AuthAnswer> status(String channel) {
        return STATUS.matcher(channel)
                .results()
                .map((MatchResult found) -> Integer.parseInt(found.group(1)))
                .map(status -> AuthAnswer.of(status, "{\"message\":\"status " + status + "\"}"))
                .findFirst();
    }

    private static AuthAnswer admit(AuthRequest request, String kind, String user) {
        String channel = request.channel();
        boolean presence = channel.startsWith("presence-") && !kind.equals("boolmember");
        if (kind.startsWith("pusher")) {
            return AuthAnswer.of(200, PusherDriver.answer(request, presence ? member(kind, user) : null));
        }
        return AuthAnswer.of(200, presence ? channelData(kind, member(kind, user)) : "true");
    }

    private static String channelData(String kind, String member) {
        return "{\"channel_data\":" + (kind.equals("strdata") ? Json.createValue(member) : member) + "}";
    }

    private static String member(String kind, String user) {
        JsonObjectBuilder member = Json.createObjectBuilder();
        if (kind.equals("numid")) {
            member.add("user_id", Integer.parseInt(user));
        } else if (!kind.equals("nouser")) {
            member.add("user_id", user);
        }
        member.add(
                "user_info",
                Json.createObjectBuilder().add("name", "User " + user).add("emoji", "🦊"));
        return member.build().toString();
    }
}
