package canyon.auth;

import canyon.message.ChannelKind;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an application's answer means, as laravel-echo-server took it. */
final class Answers {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;

    /** Also behind what is not seen, such as a byte order mark. */
    private static final Pattern PAGE = Pattern.compile("[\\p{C}\\p{Z}\ufffd]*+<");

    private final boolean lenient;

    /** @param lenient whether an HTML page admits too */
    Answers(boolean lenient) {
        this.lenient = lenient;
    }

    Grant grant(ChannelKind kind, AuthEndpoint.Answer answer) {
        if (answer.status() != OK) {
            return new Grant.Refused(answer.status(), "the application answered " + answer.status());
        }
        if (answer.truncated()) {
            return new Grant.Refused(
                    TOO_LARGE, "the application's answer is larger than canyon.limits.auth-body-bytes");
        }
        if (!lenient && PAGE.matcher(answer.body()).lookingAt()) {
            // Nearly always a login page, which must not admit anybody.
            return new Grant.Refused(FORBIDDEN, "the application answered with a page instead of an authorization");
        }
        return new Grant.Admitted(
                kind == ChannelKind.PRESENCE ? member(answer.body()).orElse(null) : null);
    }

    /** The member is an object, or a string that holds one (Laravel's pusher driver). */
    private static Optional<Member> member(String body) {
        try {
            JsonText answer = JsonText.parse(body);
            JsonText data =
                    answer.isObject() ? answer.members().getOrDefault("channel_data", JsonText.NULL) : JsonText.NULL;
            return Member.of(data.isString() ? JsonText.parse(data.string()) : data);
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }
}
