package canyon.dashboard.statistics;

import canyon.dashboard.access.DashboardDoor;
import canyon.dashboard.access.Reply;
import canyon.message.JsonText;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what was: {@code GET api/history?range=hour|day|month&app=}. */
public final class HistoryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Statistics statistics;

    private HistoryServlet(Statistics statistics) {
        this.statistics = statistics;
    }

    /** Puts it in place, behind the filter of the dashboard; to be called while the application starts. */
    public static void open(ServletContext context, Statistics statistics) {
        context.addServlet("dashboard history", new HistoryServlet(statistics))
                .addMapping(DashboardDoor.API + "/history");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            Reply.notAllowed(request, response, "GET");
            return;
        }
        Optional<Range> range = Range.of(Objects.requireNonNullElse(request.getParameter("range"), "hour"));
        if (range.isEmpty()) {
            Reply.error(response, 422, "range must be hour, day or month");
            return;
        }
        Reply.json(response, HttpServletResponse.SC_OK, json(range.get(), request.getParameter("app")));
    }

    private JsonText json(Range range, @Nullable String app) {
        Statistics.Series series = statistics.series(range, app);
        return new JsonText(series.points().stream()
                .map(point -> point.json(series.stepSeconds()))
                .collect(Collectors.joining(
                        ",",
                        "{\"stepSeconds\":" + series.stepSeconds() + ",\"kept\":\"" + series.kept() + "\",\"points\":[",
                        "]}")));
    }
}
