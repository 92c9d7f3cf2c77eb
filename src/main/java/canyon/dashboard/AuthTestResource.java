package canyon.dashboard;

import canyon.app.App;
import canyon.auth.AuthEndpoint;
import canyon.auth.AuthTester.Credentials;
import canyon.auth.AuthTrial;
import canyon.dashboard.authtest.Explanation;
import canyon.dashboard.authtest.Verdict;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.SocketId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the Laravel application whether somebody may join, and shows question and answer without secrets. */
@Path("/auth-test")
@RequestScoped
public class AuthTestResource {
    @Inject
    Operations operations;

    @Inject
    AppNames names;

    @POST
    public Response test(InputStream body) throws RefusalException {
        Question question = Question.read(body, Question.SMALL);
        App app = names.app(question.text("app"));
        ChannelName channel = channel(app, question.required("channel"));
        boolean isOfPusher = isOfPusher(question, app);
        SocketId socket = SocketId.random();
        AuthTrial trial =
                attempt(channel, socket, new Credentials(question.text("cookie"), question.text("authorization")));
        Verdict verdict =
                isOfPusher ? Explanation.ofPusher(trial, app, channel, socket) : Explanation.ofSocketIo(trial, channel);
        return Reply.ok(new Document()
                .put("request", request(trial))
                .put("response", response(trial))
                .put("millis", trial.duration().toMillis())
                .put("verdict", verdict.outcome().text())
                .put("explanation", verdict.explanation()));
    }

    private AuthTrial attempt(ChannelName channel, SocketId socket, Credentials credentials) throws RefusalException {
        try {
            return operations.authTester().attempt(channel, socket, credentials);
        } catch (IllegalArgumentException e) {
            throw RefusalException.invalid("cookie or authorization: " + e.getMessage());
        }
    }

    private static ChannelName channel(App app, String name) throws RefusalException {
        if (name.length() > app.limits().channelNameLength()) {
            throw RefusalException.invalid(
                    "channel must have at most " + app.limits().channelNameLength() + " characters");
        }
        try {
            ChannelName channel = app.channel(name);
            if (!channel.kind().needsAuthorization()) {
                throw RefusalException.invalid("channel: everybody may join a public channel, nobody is asked");
            }
            return channel;
        } catch (IllegalArgumentException e) {
            throw RefusalException.invalid("channel: " + e.getMessage());
        }
    }

    private static boolean isOfPusher(Question question, App app) throws RefusalException {
        String protocol = question.text("protocol");
        if ("pusher".equals(protocol)) {
            if (app.key().isEmpty()) {
                throw RefusalException.invalid("app: it has no key, so that Pusher clients cannot come");
            }
            return true;
        }
        if (protocol != null && !protocol.equals("socket.io")) {
            throw RefusalException.invalid("protocol must be socket.io or pusher");
        }
        return false;
    }

    private static Document request(AuthTrial trial) {
        return new Document()
                .put("method", "POST")
                .put("url", trial.url().toString())
                .put("headers", Document.ofTexts(trial.shownHeaders()))
                .put("body", form(trial.form()));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonText response(AuthTrial trial) {
        AuthEndpoint.Reply reply = trial.reply();
        if (reply == null) {
            return JsonText.NULL;
        }
        return new Document()
                .put("status", reply.answer().status())
                .put("headers", Document.ofTexts(trial.shownReplyHeaders()))
                .put("body", trial.shownBody())
                .json();
    }
}
