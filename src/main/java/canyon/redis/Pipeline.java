package canyon.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;

/**
 * A connection to one server, by which many commands go together, in few round trips. Not thread-safe.
 *
 * <p>Writing never blocks for long: what Redis has not answered yet is less than the smallest buffer between it and us,
 * and one command that is larger is watched while it is written. A time-out of a socket is for reading alone.
 */
final class Pipeline {
    private final RedisLink link;
    private final Flushed connection;
    private final Duration timeout;

    /**
     * Connects.
     *
     * @param link by which it can be cut
     * @param timeout for writing a command
     */
    Pipeline(RedisLink link, JedisClientConfig login, Duration timeout) {
        this.link = link;
        this.connection = new Flushed(link, login);
        this.timeout = timeout;
    }

    /** What it goes by, for a look at who answers. */
    Connection connection() {
        return connection;
    }

    /** Commands that are to go together; while they do, no others may. */
    Batch batch(List<RedisCall> calls) {
        return new Batch(calls);
    }

    /** Commands, and what Redis has answered so far. */
    final class Batch {
        private final List<RedisCall> calls;
        private final List<Object> answers;
        private final Deque<Integer> unanswered = new ArrayDeque<>();
        private int unansweredBytes;
        private int next;

        private Batch(List<RedisCall> calls) {
            this.calls = calls;
            this.answers = new ArrayList<>(calls.size());
        }

        /**
         * Sends what fits between us and Redis; if nothing does, it waits for answers first.
         *
         * @return whether anything is left to be sent
         */
        boolean sendSome() {
            if (next < calls.size() && !fits(size(calls.get(next)))) {
                makeRoom(size(calls.get(next)));
            }
            while (next < calls.size()) {
                RedisCall call = calls.get(next);
                int size = size(call);
                if (!unanswered.isEmpty() && !fits(size)) {
                    break;
                }
                if (size > RedisLink.WINDOW_BYTES) {
                    sendWatched(call);
                } else {
                    send(call);
                }
                unanswered.add(size);
                unansweredBytes += size;
                next++;
            }
            connection.flush();
            return next < calls.size();
        }

        /** Waits for what is not answered yet, of what was sent; for each command what Redis answered. */
        List<Object> answers() {
            answers.addAll(connection.getMany(unanswered.size()));
            unanswered.clear();
            return answers;
        }

        private boolean fits(int size) {
            return unansweredBytes + size <= RedisLink.WINDOW_BYTES;
        }

        private void makeRoom(int size) {
            int before = unanswered.size();
            // More than has to be: else each further command would be a packet of its own.
            while (!unanswered.isEmpty() && unansweredBytes + size > RedisLink.WINDOW_BYTES / 2) {
                unansweredBytes -= unanswered.remove();
            }
            answers.addAll(connection.getMany(before - unanswered.size()));
        }
    }

    private void send(RedisCall call) {
        connection.sendCommand(call.command(), call.arguments().toArray(new byte[0][]));
    }

    /** Cuts the connection if the other end does not take the command in time. */
    private void sendWatched(RedisCall call) {
        CountDownLatch written = new CountDownLatch(1);
        Thread watch = new Thread(() -> cutUnless(written), "canyon-redis-write");
        watch.setDaemon(true);
        watch.start();
        try {
            send(call);
            connection.flush();
        } finally {
            written.countDown();
        }
    }

    private void cutUnless(CountDownLatch written) {
        boolean isWritten = false;
        try {
            isWritten = written.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // The server stops: nobody watches any more.
            Thread.currentThread().interrupt();
        }
        if (!isWritten) {
            link.cut();
        }
    }

    /** In bytes, with what the protocol puts around them. */
    private static int size(RedisCall call) {
        int size = 32;
        for (byte[] argument : call.arguments()) {
            size += argument.length + 16;
        }
        return size;
    }

    /** One that can be made to write what it has. */
    private static final class Flushed extends Connection {
        Flushed(RedisLink link, JedisClientConfig config) {
            super(link, config);
        }

        @Override
        protected void flush() {
            super.flush();
        }
    }
}
