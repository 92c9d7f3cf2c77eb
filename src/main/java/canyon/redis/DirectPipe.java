package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/**
 * To the one server that has everything, all together by one connection, in few round trips.
 *
 * <p>Writing never blocks for long: what Redis has not answered yet is less than the smallest buffer between it and us,
 * and one command that is larger is watched while it is written. A time-out of a socket is for reading alone.
 */
final class DirectPipe implements RedisPipe {
    private final RedisUrl url;
    private final Duration timeout;
    private final TlsSockets tls;
    private final RedisRoute route;
    private @Nullable Flushed connection;
    private volatile @Nullable RedisLink link;

    /** @param timeout for connecting and for each answer */
    DirectPipe(RedisSettings settings, RedisUrl url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        this.tls = TlsSockets.of(settings.tls());
        this.route = RedisRoute.of(settings, url);
    }

    @Override
    public List<Object> carryOut(List<RedisCall> calls, IntPredicate isWanted) {
        try {
            return carryOut(calls, isWanted, connection());
        } catch (JedisException e) {
            close();
            throw e;
        }
    }

    private List<Object> carryOut(List<RedisCall> calls, IntPredicate isWanted, Flushed open) {
        List<Object> answers = new ArrayList<>(calls.size());
        Set<Integer> unwanted = new HashSet<>();
        Deque<Integer> unanswered = new ArrayDeque<>();
        int bytes = 0;
        for (int i = 0; i < calls.size(); i++) {
            RedisCall call = calls.get(i);
            int size = size(call);
            if (bytes + size > RedisLink.WINDOW_BYTES) {
                int before = unanswered.size();
                // More than has to be: else each further command would be a packet of its own.
                while (!unanswered.isEmpty() && bytes + size > RedisLink.WINDOW_BYTES / 2) {
                    bytes -= unanswered.remove();
                }
                answers.addAll(open.getMany(before - unanswered.size()));
            }
            if (!isWanted.test(i)) {
                unwanted.add(i);
                continue;
            }
            if (size > RedisLink.WINDOW_BYTES) {
                sendWatched(call, open);
            } else {
                send(call, open);
            }
            unanswered.add(size);
            bytes += size;
        }
        answers.addAll(open.getMany(unanswered.size()));
        return unwanted.isEmpty() ? answers : withUnwanted(answers, unwanted);
    }

    private static List<Object> withUnwanted(List<Object> answers, Set<Integer> unwanted) {
        List<Object> all = new ArrayList<>();
        Iterator<Object> next = answers.iterator();
        for (int i = 0; i < answers.size() + unwanted.size(); i++) {
            all.add(unwanted.contains(i) ? UNWANTED : next.next());
        }
        return all;
    }

    private static void send(RedisCall call, Connection open) {
        open.sendCommand(call.command(), call.arguments().toArray(new byte[0][]));
    }

    /** Cuts the connection if the other end does not take the command in time. */
    private void sendWatched(RedisCall call, Flushed open) {
        RedisLink way = link;
        CountDownLatch written = new CountDownLatch(1);
        Thread watch = new Thread(() -> cutUnless(written, way), "canyon-redis-write");
        watch.setDaemon(true);
        watch.start();
        try {
            send(call, open);
            open.flush();
        } finally {
            written.countDown();
        }
    }

    private void cutUnless(CountDownLatch written, @Nullable RedisLink way) {
        boolean isWritten = false;
        try {
            isWritten = written.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // The server stops: nobody watches any more.
            Thread.currentThread().interrupt();
        }
        if (!isWritten && way != null) {
            way.cut();
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

    private Flushed connection() {
        Flushed open = connection;
        if (open == null || link == null) {
            RedisLink way = new RedisLink(route, url, timeout, tls);
            link = way;
            open = new Flushed(
                    way,
                    RedisLogin.builder(url, timeout, timeout)
                            .database(url.database())
                            .build());
            route.check(open);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        RedisLink way = link;
        link = null;
        connection = null;
        if (way != null) {
            way.cut();
        }
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
