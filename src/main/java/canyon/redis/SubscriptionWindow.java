package canyon.redis;

import canyon.message.ChannelName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * What one connection is to subscribe to: only so much is sent that writing never blocks, the rest waits until Redis
 * has answered. Not thread-safe: used under the lock of whoever has it.
 */
final class SubscriptionWindow {
    private final Sender sender;

    /** What is to be asked for next. */
    private final Deque<Wish> queue = new ArrayDeque<>();

    /** What has been asked for and is not answered yet. */
    private final Deque<Request> requests = new ArrayDeque<>();

    private int unansweredBytes;

    /** Of what there was at the begin, wishes that are still to be answered. */
    private int backlog;

    SubscriptionWindow(Sender sender) {
        this.sender = sender;
    }

    /** Sends to Redis without waiting for its answer. */
    @FunctionalInterface
    interface Sender {
        void send(Command command, byte[]... names);
    }

    /** For later: it is sent with the next {@link #pump}. */
    void add(Wish wish) {
        queue.add(wish);
    }

    /**
     * All that is open now is the backlog.
     *
     * @return false if there is none
     */
    boolean begin() {
        backlog = queue.size();
        for (Request request : requests) {
            backlog += request.wishes.size();
        }
        pump();
        return backlog > 0;
    }

    /**
     * Redis has answered for one name.
     *
     * @return what it has granted with that; to be {@link #settle settled}, unless it is nothing
     */
    List<Wish> answered() {
        Request request = requests.peek();
        if (request == null) {
            return List.of();
        }
        request.unanswered--;
        return request.unanswered > 0 ? List.of() : take();
    }

    /** What is next to be answered, which is to be {@link #settle settled}; nothing if no answer is due. */
    List<Wish> take() {
        Request request = requests.poll();
        if (request == null) {
            return List.of();
        }
        unansweredBytes -= request.bytes;
        return request.wishes;
    }

    /** They were refused together, and one of the names is the cause. */
    void tryEachAlone(List<Wish> wishes) {
        List<Wish> alone = new ArrayList<>();
        for (Wish wish : wishes) {
            Asking asking = wish.asking;
            if (asking != null) {
                asking.open += wish.names.size() - 1;
            }
            for (byte[] name : wish.names) {
                alone.add(new Wish(wish.command, asking, List.of(name), true));
            }
        }
        if (backlog > 0) {
            backlog += alone.size();
        }
        for (int i = alone.size() - 1; i >= 0; i--) {
            queue.addFirst(alone.get(i));
        }
    }

    /**
     * So many wishes are answered, one way or the other: there is room for others.
     *
     * @return whether the backlog ends with them
     */
    boolean settle(int count) {
        boolean wasOpen = backlog > 0;
        backlog = Math.max(0, backlog - count);
        pump();
        return wasOpen && backlog == 0;
    }

    /** Whether Redis owes no answer. */
    boolean isIdle() {
        return requests.isEmpty();
    }

    /** Sends what fits between us and Redis. */
    void pump() {
        while (!queue.isEmpty() && unansweredBytes < RedisLink.WINDOW_BYTES) {
            Request request = new Request();
            Command command = queue.element().command;
            boolean isAlone = queue.element().isAlone;
            do {
                Wish wish = queue.remove();
                request.wishes.add(wish);
                request.unanswered += wish.names.size();
                request.bytes += wish.bytes();
            } while (!isAlone
                    && unansweredBytes + request.bytes < RedisLink.WINDOW_BYTES
                    && !queue.isEmpty()
                    && queue.element().command == command
                    && !queue.element().isAlone);
            requests.add(request);
            unansweredBytes += request.bytes;
            sender.send(
                    command,
                    request.wishes.stream().flatMap(wish -> wish.names.stream()).toArray(byte[][]::new));
        }
    }

    /**
     * What Redis is to be asked for.
     *
     * @param asking null if nobody waits for the answer
     * @param isAlone whether it needs a command of its own
     */
    record Wish(Command command, @Nullable Asking asking, List<byte[]> names, boolean isAlone) {
        static Wish ofNoChannel(Command command, List<byte[]> names) {
            return new Wish(command, null, names, true);
        }

        static Wish toHear(Asking asking, List<byte[]> names) {
            return new Wish(Command.SUBSCRIBE, asking, names, false);
        }

        static Wish notToHear(List<byte[]> names) {
            return new Wish(Command.UNSUBSCRIBE, null, names, false);
        }

        private int bytes() {
            int bytes = 0;
            for (byte[] name : names) {
                // With what the protocol puts around it.
                bytes += name.length + 10;
            }
            return bytes;
        }
    }

    /** One time that a channel is asked for, by one command or, if that is refused, by one for each of its names. */
    static final class Asking {
        private final ChannelName channel;
        private int open = 1;

        Asking(ChannelName channel) {
            this.channel = channel;
        }

        ChannelName channel() {
            return channel;
        }

        /**
         * One of the commands is answered.
         *
         * @return whether it was the last one
         */
        boolean answered() {
            open--;
            return open == 0;
        }
    }

    /** One command that was sent. */
    private static final class Request {
        private final List<Wish> wishes = new ArrayList<>();
        private int unanswered;
        private int bytes;
    }
}
