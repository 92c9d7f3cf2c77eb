package canyon.stress;

import canyon.support.CanyonServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Opens ways to Canyon, any number of them with a few threads. */
final class Links implements AutoCloseable {
    private static final int THREADS = 3;

    private final CanyonServer canyon;
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

    @Override
    public void close() {
        threads.shutdown();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stress-client");
        thread.setDaemon(true);
        return thread;
    }
}
