package canyon.auth.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** What stands where the Laravel application should be. Each connection has a thread. */
final class FakeApplication implements AutoCloseable {
    private final ServerSocket server;
    private final String scheme;
    private final Conduct conduct;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Thread> serving = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();

    FakeApplication(Conduct conduct) throws IOException {
        this("http", ServerSocketFactory.getDefault(), conduct);
    }

    FakeApplication(String scheme, ServerSocketFactory factory, Conduct conduct) throws IOException {
        this.scheme = scheme;
        this.conduct = conduct;
        server = factory.createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Gives the same answer to every request, as long as the client keeps the connection. */
    static FakeApplication answering(String answer) throws IOException {
        return new FakeApplication(connection -> {
            while (connection.read() != null) {
                connection.write(answer);
            }
        });
    }

    URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/broadcasting/auth");
    }

    List<HttpRequest> requests() {
        return requests;
    }

    /** How many have been accepted, also those that are closed. */
    int connections() {
        return connections.get();
    }

    /** Returns when there has been a connection, and all have ended. */
    void awaitEnd() throws InterruptedException {
        first.await();
        for (Thread thread : serving) {
            thread.join();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                serving.add(start(() -> serve(socket)));
                first.countDown();
            }
        } catch (IOException e) {
            // The test has ended.
            requests.clear();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            conduct.serve(new FakeConnection(socket, requests::add));
        } catch (IOException e) {
            // The client has gone, which a test sees on the client's side.
            open.remove(socket);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "fake-application");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What it does with a connection, which is closed afterwards. */
    interface Conduct {
        void serve(FakeConnection connection) throws IOException;
    }
}
