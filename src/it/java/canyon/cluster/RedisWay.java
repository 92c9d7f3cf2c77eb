package canyon.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The network between a node and Redis, which may be slow, cut, mute, or open for one side only. */
final class RedisWay implements AutoCloseable {
    private final int target;
    private final ServerSocket door;
    private final Set<Pair> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean cut;
    private volatile boolean mute;

    /** From which on what a node says is kept back; null for nothing. */
    private volatile @Nullable String held;

    private volatile boolean holding;

    /** @param target port of Redis on 127.0.0.1 */
    RedisWay(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** One connection: {@code near} is the node's end, {@code far} that of Redis. */
    private static final class Pair {
        private final Socket near;
        private final Socket far;

        /** Whether one side is not told that the other one has gone. */
        private volatile boolean half;

        Pair(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void end() {
            close(near);
            close(far);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** As it stands in URLs. */
    String place() {
        return "127.0.0.1:" + port();
    }

    /** What comes from either side takes so long. */
    void slowDown(Duration by) {
        delay = by;
    }

    /** Ends all connections and lets none through. */
    void cut() {
        cut = true;
        open.forEach(Pair::end);
    }

    /** Loses all that Redis says, without a word to the node, whose connections stay. */
    void losesAnswers() {
        mute = true;
    }

    /** Keeps back what a node says from this command on, until {@link #letGo}. */
    void hold(String command) {
        held = "\r\n" + command + "\r\n";
    }

    /** Whether anything is kept back. */
    boolean isHolding() {
        return holding;
    }

    void letGo() {
        synchronized (this) {
            held = null;
            notifyAll();
        }
    }

    /** The node's bytes come whole: it sends nothing more before it is answered. */
    private void awaitLetGo(byte[] bytes, int count) throws InterruptedException {
        synchronized (this) {
            for (String command = held;
                    command != null && new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains(command);
                    command = held) {
                holding = true;
                wait();
            }
        }
        holding = false;
    }

    /** Ends all connections for Redis only: the node is not told, and what it says goes nowhere. */
    void halfCloseForRedis() throws IOException {
        for (Pair pair : open) {
            pair.half = true;
            pair.far.close();
        }
    }

    /** Ends all connections for the node only: Redis is not told until the node has hung up, too. */
    void halfCloseForNode() throws IOException {
        for (Pair pair : open) {
            pair.near.shutdownOutput();
        }
    }

    /** What was open for one side only stays so. */
    void mend() {
        cut = false;
        mute = false;
        delay = Duration.ZERO;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }

    private void connect(Socket near) throws IOException {
        if (cut) {
            near.close();
            return;
        }
        try {
            Pair pair = new Pair(near, new Socket(InetAddress.getLoopbackAddress(), target));
            open.add(pair);
            threads.execute(() -> pass(pair, true));
            threads.execute(() -> pass(pair, false));
        } catch (IOException e) {
            // Redis is away.
            near.close();
        }
    }

    private void pass(Pair pair, boolean isForRedis) {
        byte[] bytes = new byte[65536];
        try {
            InputStream in = (isForRedis ? pair.near : pair.far).getInputStream();
            OutputStream out = (isForRedis ? pair.far : pair.near).getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                if (isForRedis) {
                    awaitLetGo(bytes, count);
                }
                if (isForRedis ? !pair.half : !mute) {
                    out.write(bytes, 0, count);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Ended by one side: the other one hears of it.
            end(pair, isForRedis);
        } finally {
            end(pair, isForRedis);
        }
    }

    private void end(Pair pair, boolean isForRedis) {
        if (isForRedis || !pair.half) {
            pair.end();
            open.remove(pair);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket of this machine is not closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        threads.shutdownNow();
    }
}
