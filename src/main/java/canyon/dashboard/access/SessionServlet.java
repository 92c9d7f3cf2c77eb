package canyon.dashboard.access;

import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where people sign in and out, and learn the token that every change needs. */
final class SessionServlet extends HttpServlet {
    static final String PATH = DashboardDoor.API + "/session";

    /** Of a session. Without a path, so that it goes where this servlet is, whatever a proxy puts in front. */
    static final String COOKIE = "canyon-admin";

    /** Of who is about to sign in: the same token has to come as header and as cookie, which no other site can do. */
    private static final String LOGIN_COOKIE = "canyon-login";

    private static final long serialVersionUID = 1L;
    private static final int BODY_BYTES = 8_192;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Logger LOG = System.getLogger(SessionServlet.class.getName());

    private final transient Admins admins;

    SessionServlet(Admins admins) {
        this.admins = admins;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = admins.caller(request);
        Optional<Verdict.Admitted> admitted = DashboardDoor.admitted(request);
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                if (admitted.isPresent()) {
                    tell(admitted.get(), caller, response);
                } else {
                    invite(caller, response);
                }
            }
            case "POST" -> signIn(caller, session(admitted), response);
            case "DELETE" -> {
                Session session = session(admitted);
                if (session != null) {
                    admins.sessions().end(session);
                }
                setCookie(response, caller, COOKIE, "", "; Max-Age=0");
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> Reply.notAllowed(request, response, "GET, HEAD, POST, DELETE");
        }
    }

    private static @Nullable Session session(Optional<Verdict.Admitted> admitted) {
        return admitted.isPresent() ? admitted.get().session() : null;
    }

    private void tell(Verdict.Admitted admitted, Caller caller, HttpServletResponse response) throws IOException {
        Session session = admitted.session();
        if (session == null) {
            session = open(admitted.user(), caller, response);
        }
        Reply.json(
                response,
                HttpServletResponse.SC_OK,
                new JsonText("{\"signedIn\":true,\"open\":%s,\"auth\":\"%s\",\"csrf\":\"%s\",\"user\":%s}"
                        .formatted(
                                admins.guard().isOpen(), auth(), session.csrf(), JsonText.ofString(session.user()))));
    }

    private void invite(Caller caller, HttpServletResponse response) throws IOException {
        String token = loginToken(caller);
        if (token == null) {
            token = Tokens.next();
            setCookie(response, caller, LOGIN_COOKIE, token, "");
        }
        Reply.json(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                new JsonText("{\"error\":\"Not signed in\",\"auth\":\"%s\",\"csrf\":\"%s\"}".formatted(auth(), token)));
    }

    private void signIn(Caller caller, @Nullable Session former, HttpServletResponse response) throws IOException {
        if (!admins.guard().hasForm()) {
            Reply.notAllowed(caller.request(), response, "GET, HEAD, DELETE");
            return;
        }
        String token = loginToken(caller);
        boolean own = token != null && Tokens.same(token, caller.request().getHeader(Forgery.HEADER));
        if (!own && !Forgery.hasToken(caller.request(), former)) {
            Reply.error(response, HttpServletResponse.SC_FORBIDDEN, Forgery.advice(admins.auth()));
            return;
        }
        Optional<String> password = password(caller.request());
        if (password.isEmpty()) {
            Reply.error(response, 422, "password must be a text in a JSON object of at most " + BODY_BYTES + " bytes");
            return;
        }
        Verdict verdict = admins.guard().checkPassword(caller, password.get());
        if (verdict instanceof Verdict.Admitted admitted) {
            if (former != null) {
                admins.sessions().end(former);
            }
            open(admitted.user(), caller, response);
            LOG.log(Level.INFO, "somebody signed in to the dashboard from {0}", caller.address());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (verdict instanceof Verdict.Slowed slowed) {
            Reply.slowed(response, slowed);
        } else {
            Reply.error(response, HttpServletResponse.SC_UNAUTHORIZED, "The password is wrong");
        }
    }

    private Session open(String user, Caller caller, HttpServletResponse response) {
        Sessions.Opened opened = admins.sessions().open(user);
        setCookie(response, caller, COOKIE, opened.token(), "");
        return opened.session();
    }

    private static @Nullable String loginToken(Caller caller) {
        String cookie = caller.cookie(LOGIN_COOKIE);
        return cookie != null && TOKEN.matcher(cookie).matches() ? cookie : null;
    }

    private static Optional<String> password(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_BYTES + 1);
        if (body.length > BODY_BYTES) {
            return Optional.empty();
        }
        try {
            JsonText password = JsonText.excerpt(new String(body, StandardCharsets.UTF_8), "password")[0];
            return password != null && password.isString() ? Optional.of(password.string()) : Optional.empty();
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private static void setCookie(HttpServletResponse response, Caller caller, String name, String value, String more) {
        response.addHeader(
                "Set-Cookie",
                name + "=" + value + "; HttpOnly; SameSite=Strict" + (caller.isSecure() ? "; Secure" : "") + more);
    }

    private String auth() {
        return admins.auth().name().toLowerCase(Locale.ROOT);
    }
}
