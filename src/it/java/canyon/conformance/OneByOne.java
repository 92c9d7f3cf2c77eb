package canyon.conformance;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Lets a session's request wait a moment for what the client sent before it. The test suites send packets by WebSocket,
 * a GET and a POST at the same time, each on a connection of its own, and expect that they are heard in this order,
 * which is only certain on a server with a single thread.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class OneByOne extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final Pattern SID = Pattern.compile("(?:^|&)sid=([^&]+)");
    private static final Duration AFTER_WEBSOCKETS = Duration.ofMillis(25);
    private static final Duration AFTER_THE_FIRST_POLL = Duration.ofMillis(75);

    private final transient Polled polled = new Polled();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> sid = sid(request);
        if (sid.isPresent() && request.getHeader("Upgrade") == null) {
            if (request.getMethod().equals("GET")) {
                LockSupport.parkNanos(AFTER_WEBSOCKETS.toNanos());
                polled.add(sid.get());
            } else if (!polled.contains(sid.get())) {
                LockSupport.parkNanos(AFTER_THE_FIRST_POLL.toNanos());
            }
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> sid(HttpServletRequest request) {
        return Optional.ofNullable(request.getQueryString())
                .flatMap(query -> SID.matcher(query).results().findFirst())
                .map(match -> match.group(1));
    }
}
