package canyon.webhook;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the log is told of one endpoint: once that it fails, once that events are lost, and once that it is over,
 * however many events there are. Not thread-safe.
 */
final class Outage {
    private final Endpoint endpoint;
    private final Duration retryTime;
    private final List<News> news = new ArrayList<>();
    private boolean fails;
    private long lost;

    Outage(Endpoint endpoint, Duration retryTime) {
        this.endpoint = endpoint;
        this.retryTime = retryTime;
    }

    void failed(String reason) {
        if (!fails) {
            warn(endpoint + " did not take events: " + reason + "; they are sent again for " + retryTime);
        }
        fails = true;
    }

    void lost(int count) {
        if (lost == 0 && count > 0) {
            warn(endpoint + " loses events: they wait for too long, or too many of them; further ones are only"
                    + " counted until it has taken all that wait");
        }
        lost += count;
    }

    /** A line for the log. */
    record News(Level level, String text) {}

    /** The endpoint has taken all that waited. */
    void over() {
        if (fails || lost > 0) {
            news.add(new News(Level.INFO, endpoint + " takes events again; lost were " + lost));
        }
        fails = false;
        lost = 0;
    }

    private void warn(String text) {
        news.add(new News(Level.WARNING, text));
    }

    /** Lines for the log that were not taken yet. */
    List<News> takeNews() {
        List<News> taken = List.copyOf(news);
        news.clear();
        return taken;
    }
}
