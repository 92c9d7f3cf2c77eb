package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;

/** Says what a Redis says to a subscriber, but only when a test wants it to. Takes one connection after the other. */
final class FakeRedis implements AutoCloseable {
    private static final String SUBSCRIBED = "*3\r\n$10\r\npsubscribe\r\n$1\r\n*\r\n:1\r\n";

    private static final String FORBIDDEN = "-NOPERM this user has no permissions to run the 'info' command\r\n";

    private final ServerSocket server;
    private final BlockingQueue<Socket> subscriptions = new LinkedBlockingQueue<>();

    FakeRedis(ServerSocketFactory factory) throws IOException {
        server = factory.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "fake-redis");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits for the next PSUBSCRIBE and answers nothing yet. */
    Socket awaitSubscription() throws InterruptedException {
        return subscriptions.take();
    }

    static void confirm(Socket subscription) throws IOException {
        say(subscription, SUBSCRIBED);
    }

    static void say(Socket subscription, String text) throws IOException {
        subscription.getOutputStream().write(text.getBytes(UTF_8));
        subscription.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException e) {
            // The test has ended.
            subscriptions.clear();
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader commands = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.equals("PSUBSCRIBE")) {
                    subscriptions.add(client);
                } else if (line.equals("INFO")) {
                    say(client, FORBIDDEN);
                }
            }
        } catch (IOException e) {
            // The subscriber has gone.
            subscriptions.remove(client);
        }
    }
}
