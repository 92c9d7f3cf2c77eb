package canyon.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
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

    /**
     * Commands that are to go together; while they do, no others may.
     *
     * @param isWanted asked by a command's place right before it is written
     */
    Batch batch(List<RedisCall> calls, IntPredicate isWanted) {
        return batch(calls, place -> false, isWanted);
    }

    /** @param isAsking by a command's place, whether {@link RedisCall#ASKING} goes before it */
    Batch batch(List<RedisCall> calls, IntPredicate isAsking, IntPredicate isWanted) {
        return new Batch(calls, isAsking, isWanted);
    }

    /** Commands, and what Redis has answered so far. */
    final class Batch {
        private final List<RedisCall> calls;
        private final IntPredicate isAsking;
        private final IntPredicate isWanted;
        private final List<Object> answers;
        private final Deque<Sent> unanswered = new ArrayDeque<>();
        private int unansweredBytes;
        private int next;

        private Batch(List<RedisCall> calls, IntPredicate isAsking, IntPredicate isWanted) {
            this.calls = calls;
            this.isAsking = isAsking;
            this.isWanted = isWanted;
            this.answers = new ArrayList<>(Collections.nCopies(calls.size(), RedisPipe.UNWANTED));
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
                if (isWanted.test(next)) {
                    if (isAsking.test(next)) {
                        send(RedisCall.ASKING, Sent.NO_PLACE);
                    }
                    send(call, next);
                }
                next++;
            }
            connection.flush();
            return next < calls.size();
        }

        /** Waits for what is not answered yet, of what was sent; for each command what it answered. */
        List<Object> answers() {
            hear(unanswered.size());
            return answers;
        }

        private void send(RedisCall call, int place) {
            int size = size(call);
            if (size > RedisLink.WINDOW_BYTES) {
                writeWatched(call);
            } else {
                write(call);
            }
            unanswered.add(new Sent(place, size));
            unansweredBytes += size;
        }

        private void hear(int count) {
            for (Object answer : connection.getMany(count)) {
                Sent sent = unanswered.remove();
                unansweredBytes -= sent.size();
                if (sent.place() != Sent.NO_PLACE) {
                    answers.set(sent.place(), answer);
                }
            }
        }

        private boolean fits(int size) {
            return unansweredBytes + size <= RedisLink.WINDOW_BYTES;
        }

        private void makeRoom(int size) {
            int count = 0;
            int bytes = unansweredBytes;
            for (Sent sent : unanswered) {
                // More than has to be: else each further command would be a packet of its own.
                if (bytes + size <= RedisLink.WINDOW_BYTES / 2) {
                    break;
                }
                bytes -= sent.size();
                count++;
            }
            hear(count);
        }
    }

    /**
     * What is to be answered.
     *
     * @param place of the command
     */
    private record Sent(int place, int size) {
        /** Of what is no command of the batch. */
        static final int NO_PLACE = -1;
    }

    private void write(RedisCall call) {
        connection.sendCommand(call.command(), call.arguments().toArray(new byte[0][]));
    }

    /** Cuts the connection if the other end does not take the command in time. */
    private void writeWatched(RedisCall call) {
        CountDownLatch written = new CountDownLatch(1);
        Thread watch = new Thread(() -> cutUnless(written), "canyon-redis-write");
        watch.setDaemon(true);
        watch.start();
        try {
            write(call);
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
