package canyon.dashboard.live;

import canyon.dashboard.access.DashboardDoor;
import canyon.dashboard.access.Reply;
import canyon.dashboard.access.Session;
import canyon.dashboard.access.Verdict;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongPredicate;

/** Begins live streams: {@code GET api/live}. */
public final class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Of a stream of somebody who has no session: then he has to ask again, and is asked who he is. */
    private static final Duration WITHOUT_SESSION = Duration.ofMinutes(30);

    private final transient Live live;
    private final int eventsPerSecond;

    private LiveServlet(Live live, int eventsPerSecond) {
        this.live = live;
        this.eventsPerSecond = eventsPerSecond;
    }

    /**
     * Puts it in place, behind the filter of the dashboard; to be called while the application starts.
     *
     * @param eventsPerSecond that one stream shows
     */
    public static void open(ServletContext context, Live live, int eventsPerSecond) {
        ServletRegistration.Dynamic servlet =
                context.addServlet("dashboard live", new LiveServlet(live, eventsPerSecond));
        servlet.setAsyncSupported(true);
        servlet.addMapping(DashboardDoor.API + "/live");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            Reply.notAllowed(request, response, "GET");
            return;
        }
        Filter filter;
        try {
            filter = Filter.of(request);
        } catch (IllegalArgumentException e) {
            Reply.error(response, 422, String.valueOf(e.getMessage()));
            return;
        }
        if (!live.hasRoom()) {
            Reply.error(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many live streams are open already");
            return;
        }
        response.setContentType("text/event-stream; charset=utf-8");
        // For nginx, which would keep it back.
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        Stream stream = new Stream(async);
        stream.begin();
        if (!live.add(new Watcher(filter, eventsPerSecond, permission(request), stream))) {
            stream.end();
        }
    }

    private static LongPredicate permission(HttpServletRequest request) {
        Verdict.Admitted admitted = DashboardDoor.admitted(request)
                .orElseThrow(() -> new IllegalStateException("the filter of the dashboard is missing"));
        Session session = admitted.session();
        if (session != null) {
            return session::isAlive;
        }
        long end = System.nanoTime() + WITHOUT_SESSION.toNanos();
        return nanos -> nanos - end < 0;
    }
}
