package canyon.stress;

import canyon.support.CanyonServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Opens ways to Canyon, any number of them with a few threads. */
final class Links implements AutoCloseable {
    private static final int THREADS = 3;

    /** Canyon gives up a client of revision 3 after 45 seconds without a ping. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

    private final CanyonServer canyon;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Links::daemon);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Links::daemon);
    private final HttpClient http =
            HttpClient.newBuilder().executor(threads).version(Version.HTTP_1_1).build();

    Links(CanyonServer canyon) {
        this.canyon = canyon;
    }

    Link open(Client client, Link.Receiver receiver) {
        // b64 lets a client of revision 3 poll text.
        String path = "socket.io/?EIO=" + client.version() + "&b64=1&transport=" + client.transport();
        URI uri = client.transport().equals("polling") ? canyon.http() : canyon.webSocket();
        return client.transport().equals("polling")
                ? new PollingLink(http, uri.resolve(path), receiver)
                : new WebSocketLink(http, uri.resolve(path), receiver);
    }

    /** Does it now and then, until that is cancelled. */
    Future<?> repeat(Runnable ping) {
        return clock.scheduleAtFixedRate(
                ping, PING_INTERVAL.toMillis(), PING_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdown();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stress-client");
        thread.setDaemon(true);
        return thread;
    }
}
