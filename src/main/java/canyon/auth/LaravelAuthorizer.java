package canyon.auth;

import canyon.config.AuthHosts;
import canyon.config.AuthSettings;
import canyon.config.Origins;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks the Laravel application whether a client may join, as laravel-echo-server did: the client's own headers and form
 * field {@code channel_name}, and {@code socket_id}, which Laravel's pusher driver needs. Safe for use from any thread.
 */
public final class LaravelAuthorizer implements ChannelAuthorizer {
    /** What a client hears if nobody answered. */
    private static final int NO_ANSWER = 0;

    private static final int BAD_REQUEST = 400;

    private final AuthEndpoint endpoint;
    private final AuthSettings settings;
    private final CookieRule cookies;
    private final Answers answers;
    private final AuthLog log;

    public LaravelAuthorizer(AuthEndpoint endpoint, AuthSettings settings, Origins origins) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.cookies = new CookieRule(settings.hosts(), origins);
        this.answers = new Answers(settings.lenient());
        this.log = new AuthLog(settings.trace());
    }

    @Override
    public Grant authorize(AuthRequest request) {
        Map<String, String> headers;
        try {
            headers = headers(request);
        } catch (UnusableHeadersException e) {
            log.unusable(request, e.reason());
            return new Grant.Refused(BAD_REQUEST, e.reason());
        }
        Visitor visitor = request.visitor();
        AuthHosts.Choice host = settings.hosts().choose(visitor.referer(), visitor.origin());
        AuthLog.Call call = log.begin(request, url(host), host.reason(), headers);
        try {
            AuthEndpoint.Answer answer = endpoint.post(call.url(), headers, form(request));
            Grant grant = answers.grant(request.channel().kind(), answer);
            call.answered(answer, grant);
            return grant;
        } catch (IOException e) {
            call.failed(e);
            return new Grant.Refused(NO_ANSWER, "the application could not be reached");
        }
    }

    /** Whether each call leaves a line in the log. */
    public boolean isTracing() {
        return log.isTracing();
    }

    /** Begins or ends to leave a line in the log of each call. */
    public void trace(boolean on) {
        log.trace(on);
    }

    private URI url(AuthHosts.Choice host) {
        return URI.create(host.url() + settings.endpoint());
    }

    /**
     * Asks as for a client that came from nowhere, for people who want to see what happens.
     *
     * @throws UnusableHeadersException if the request's headers cannot be sent; then nobody is asked
     */
    AuthTrial attempt(AuthRequest request) throws UnusableHeadersException {
        Map<String, String> headers = headers(request);
        URI url = url(settings.hosts().choose(null, null));
        long began = System.nanoTime();
        try {
            AuthEndpoint.Reply reply = endpoint.reply(url, headers, form(request));
            Grant grant = answers.grant(request.channel().kind(), reply.answer());
            return new AuthTrial(url, headers, form(request), elapsed(began), reply, grant, "");
        } catch (IOException e) {
            Grant grant = new Grant.Refused(NO_ANSWER, "the application could not be reached");
            String cause = Masking.cause(e, headers);
            return new AuthTrial(url, headers, form(request), elapsed(began), null, grant, cause);
        }
    }

    private static Duration elapsed(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** What it is asked with. */
    Map<String, String> headers(AuthRequest request) throws UnusableHeadersException {
        Visitor visitor = request.visitor();
        Map<String, String> headers = ForwardedHeaders.of(request.auth(), visitor.payload());
        String cookie = visitor.cookie();
        if (cookie != null && !headers.containsKey("Cookie") && cookies.allows(visitor)) {
            headers.put("Cookie", cookie);
        }
        headers.put("X-Requested-With", "XMLHttpRequest");
        headers.put("Accept", "application/json");
        return headers;
    }

    static Map<String, String> form(AuthRequest request) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("channel_name", request.channel().text());
        form.put("socket_id", request.socket().text());
        return form;
    }
}
