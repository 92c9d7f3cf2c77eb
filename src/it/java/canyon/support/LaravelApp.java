package canyon.support;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the Laravel application that says who may hear a channel. It listens on 127.0.0.1, remembers what it
 * was asked, and answers as the application of the recordings did unless a test says otherwise.
 *
 * <p>Safe for use from any thread: each connection has one of its own, so that an answer that is held holds no other.
 */
public final class LaravelApp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool(LaravelApp::daemon);

    /** Those that nobody has awaited, in the order in which they came. */
    @GuardedBy("this")
    private final List<AuthRequest> requests = new ArrayList<>();

    @GuardedBy("this")
    private final List<AuthRequest> held = new ArrayList<>();

    @GuardedBy("this")
    private final Map<String, AuthAnswer> answers = new HashMap<>();

    @GuardedBy("this")
    private Predicate<AuthRequest> holds = request -> false;

    @GuardedBy("this")
    private Function<AuthRequest, Duration> takes = request -> Duration.ZERO;

    @GuardedBy("this")
    private final List<Socket> connections = new ArrayList<>();

    @GuardedBy("this")
    private @Nullable ServerSocket door;

    /** Ends when nobody can come in by the door any more. */
    @GuardedBy("this")
    private Future<?> accepting = CompletableFuture.completedFuture(null);

    private LaravelApp(int port) {
        this.port = port;
    }

    public static LaravelApp start() throws IOException {
        LaravelApp app = new LaravelApp(FreePort.next());
        app.startAgain();
        return app;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A page that nobody should ask for: it would admit everybody. */
    public URI home() {
        return uri().resolve("/home");
    }

    /** On the same port as before. */
    public synchronized void startAgain() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        door = opened;
        accepting = threads.submit(() -> accept(opened));
    }

    /** Drops every connection; from now on connections are refused. */
    public void stop() throws IOException {
        Future<?> ending;
        synchronized (this) {
            if (door != null) {
                door.close();
                door = null;
            }
            for (Socket connection : connections) {
                connection.close();
            }
            connections.clear();
            release();
            ending = accepting;
        }
        awaitEnd(ending);
    }

    /** Until the thread that accepts has noticed, the system still connects whoever comes. */
    private static void awaitEnd(Future<?> accepting) throws IOException {
        try {
            accepting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the stand-in of Laravel does not stop", e);
        }
    }

    /** From now on requests for this channel are answered so. */
    public synchronized void answers(String channel, AuthAnswer answer) {
        answers.put(channel, answer);
    }

    /** From now on such requests wait until the test that awaits them answers them. */
    public synchronized void holds(Predicate<AuthRequest> which) {
        holds = which;
    }

    /** From now on it answers what it does not hold only after a while. */
    public synchronized void takes(Function<AuthRequest, Duration> howLong) {
        takes = howLong;
    }

    /** Forgets what it was asked and what it was told; what it holds is answered by its own rules. */
    public synchronized void reset() {
        requests.clear();
        answers.clear();
        holds = request -> false;
        takes = request -> Duration.ZERO;
        release();
    }

    /**
     * The next such request that nobody has awaited before.
     *
     * @throws AssertionError if none comes
     */
    public synchronized AuthRequest await(Predicate<AuthRequest> which) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<AuthRequest> found = take(which);
        while (found.isEmpty()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("no such request reached the application, but " + requests);
            }
            wait(left);
            found = take(which);
        }
        return found.get();
    }

    /** The next request for this channel that nobody has awaited before. */
    public AuthRequest await(String channel) throws InterruptedException {
        return await(request -> request.channel().equals(channel));
    }

    /** What has come and was not awaited. */
    public synchronized List<AuthRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        stop();
        threads.shutdown();
    }

    @GuardedBy("this")
    private Optional<AuthRequest> take(Predicate<AuthRequest> which) {
        for (Iterator<AuthRequest> all = requests.iterator(); all.hasNext(); ) {
            AuthRequest request = all.next();
            if (which.test(request)) {
                all.remove();
                return Optional.of(request);
            }
        }
        return Optional.empty();
    }

    @GuardedBy("this")
    private void release() {
        held.forEach(request -> request.answer(byRule(request)));
        held.clear();
    }

    private void accept(ServerSocket open) {
        while (true) {
            try {
                Socket connection = open.accept();
                if (isOpen(connection, open)) {
                    threads.execute(() -> serve(connection));
                }
            } catch (IOException stopped) {
                return;
            }
        }
    }

    private synchronized boolean isOpen(Socket connection, ServerSocket through) throws IOException {
        if (through == door) {
            connections.add(connection);
            return true;
        }
        connection.close();
        return false;
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            boolean open = true;
            while (open) {
                Optional<AuthRequest> request = AuthRequest.read(in);
                if (request.isPresent()) {
                    AuthAnswer answer = arrived(request.get()).answer();
                    out.write(answer.bytes());
                    out.flush();
                    open = answer.keepsConnection()
                            && !request.get().headers("Connection").contains("close");
                } else {
                    open = false;
                }
            }
        } catch (IOException e) {
            // Canyon, or the test, has dropped the connection: nobody is left to be told.
            System.getLogger(LaravelApp.class.getName()).log(System.Logger.Level.DEBUG, "a connection ended", e);
        } finally {
            ended(connection);
        }
    }

    private synchronized void ended(Socket connection) {
        connections.remove(connection);
    }

    private synchronized AuthRequest arrived(AuthRequest request) {
        if (holds.test(request)) {
            held.add(request);
        } else {
            answerLater(request, takes.apply(request));
        }
        requests.add(request);
        notifyAll();
        return request;
    }

    @GuardedBy("this")
    private void answerLater(AuthRequest request, Duration delay) {
        AuthAnswer answer = byRule(request);
        if (delay.isZero()) {
            request.answer(answer);
        } else {
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, threads)
                    .execute(() -> request.answer(answer));
        }
    }

    @GuardedBy("this")
    private AuthAnswer byRule(AuthRequest request) {
        AuthAnswer told = answers.get(request.channel());
        return told == null ? ChannelRules.answer(request, home()) : told;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "laravel-app");
        thread.setDaemon(true);
        return thread;
    }
}
