package canyon.auth;

import canyon.message.ChannelKind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says in the log when applications cannot be reached and when they can be again, and if wanted traces each call on one
 * line, without secrets.
 */
final class AuthLog {
    private static final Logger LOG = System.getLogger(AuthLog.class.getName());

    private static final String COOKIE_WITHHELD =
            ", without the cookie, for its page is foreign (see canyon.origins and canyon.auth.host)";

    /** Strangers may invent as many origins as they like. */
    private static final int TOLD_PAGES = 20;

    private volatile boolean tracing;
    private final Set<String> foreignPages = ConcurrentHashMap.newKeySet();
    private final Outages outages = new Outages();

    AuthLog(boolean tracing) {
        this.tracing = tracing;
    }

    boolean isTracing() {
        return tracing;
    }

    void trace(boolean on) {
        tracing = on;
    }

    /** Nobody was asked. */
    void unusable(AuthRequest request, String reason) {
        if (tracing) {
            LOG.log(Level.INFO, "authorization of {0}: not asked, {1}", name(request), Masking.line(reason));
        }
    }

    Call begin(AuthRequest request, URI url, String chosen, Map<String, String> headers) {
        return new Call(request, url, chosen, headers);
    }

    /** Names of channels have no control characters, but U+2028 ends a line too. */
    private static String name(AuthRequest request) {
        return Masking.line(request.toString());
    }

    /** One call, from when it begins. */
    final class Call {
        private final AuthRequest request;
        private final URI url;
        private final String chosen;
        private final Map<String, String> headers;
        private final long began = System.nanoTime();

        private Call(AuthRequest request, URI url, String chosen, Map<String, String> headers) {
            this.request = request;
            this.url = url;
            this.chosen = chosen;
            this.headers = headers;
        }

        URI url() {
            return url;
        }

        void answered(AuthEndpoint.Answer answer, Grant grant) {
            if (outages.end(url)) {
                LOG.log(Level.INFO, "{0} answers again", url);
            }
            if (grant instanceof Grant.Refused && withholdsCookie()) {
                warnOfForeignPage();
            }
            if (tracing) {
                trace(answer.status() + " in " + millis() + " ms, body " + Masking.start(answer.body(), headers)
                        + meaning(grant));
            }
        }

        void failed(IOException cause) {
            String reason = Masking.cause(cause, headers);
            // Interrupted: not the application ends, but Canyon.
            if (!Thread.currentThread().isInterrupted() && outages.begin(url)) {
                LOG.log(
                        Level.WARNING,
                        "{0} cannot be reached ({1}): clients hear subscription_error 0; told again when it answers",
                        url,
                        reason);
            }
            if (tracing) {
                trace("no answer after " + millis() + " ms (" + reason + ")");
            }
        }

        private String meaning(Grant grant) {
            if (grant instanceof Grant.Refused refused) {
                return ": refused with " + refused.status() + ", " + refused.reason();
            }
            boolean lacksMember =
                    request.channel().kind() == ChannelKind.PRESENCE && ((Grant.Admitted) grant).member() == null;
            return lacksMember
                    ? ": admitted, but there is no member data (an object in channel_data): no presence events"
                    : ": admitted";
        }

        private void trace(String outcome) {
            LOG.log(
                    Level.INFO,
                    "authorization of {0}: POST {1} ({2}) with {3}{4}: {5}",
                    name(request),
                    url,
                    Masking.line(chosen),
                    Masking.headers(headers),
                    withholdsCookie() ? COOKIE_WITHHELD : "",
                    outcome);
        }

        /** An installation whose pages have another host than Canyon and the application is moved over in vain. */
        private void warnOfForeignPage() {
            String origin = Masking.line(String.valueOf(request.visitor().origin()));
            if (foreignPages.size() < TOLD_PAGES && foreignPages.add(origin)) {
                LOG.log(
                        Level.WARNING,
                        "a client from {0} is refused, and its cookie was withheld because that page is foreign: if it is"
                                + " yours, list it in canyon.origins; told once",
                        origin);
            }
        }

        private boolean withholdsCookie() {
            return request.visitor().cookie() != null && !headers.containsKey("Cookie");
        }

        private long millis() {
            return Duration.ofNanos(System.nanoTime() - began).toMillis();
        }
    }
}
