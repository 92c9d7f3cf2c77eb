package canyon.simulation;

import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Clients that join presence channels and leave them again, over and over: each leaves as soon as it has got its list,
 * and joins the next channel. Used by one thread.
 */
final class Visitors {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<ChannelName> rooms;
    private final List<Visitor> all = new ArrayList<>();
    private final BlockingQueue<Visitor> admitted = new LinkedBlockingQueue<>();
    private final SplittableRandom random = new SplittableRandom(7);
    private boolean begun;

    Visitors(List<VirtualNode> nodes, List<ChannelName> rooms, int count) {
        this.rooms = rooms;
        for (int i = 0; i < count; i++) {
            all.add(new Visitor(nodes.get(i % nodes.size()), i));
        }
    }

    /** Lets them join and leave for a time; returns how many joins and leaves there were. */
    long visit(Duration time) throws InterruptedException {
        if (!begun) {
            all.forEach(Visitor::join);
            begun = true;
        }
        long end = System.nanoTime() + time.toNanos();
        long changes = 0;
        while (System.nanoTime() - end < 0) {
            next().move();
            changes += 2;
        }
        return changes;
    }

    private Visitor next() throws InterruptedException {
        Visitor next = admitted.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new IllegalStateException("nobody has got a list for " + PATIENCE);
        }
        return next;
    }

    /** All leave. */
    void end() throws InterruptedException {
        for (int i = 0; i < all.size(); i++) {
            next().leave();
        }
        begun = false;
    }

    static Member member(String id) {
        String data = "{\"user_id\":\"" + id + "\",\"user_info\":{\"name\":\"User number " + id + "\"}}";
        return Member.of(new JsonText(data)).orElseThrow();
    }

    /** One of them. */
    private final class Visitor {
        private final VirtualNode node;
        private final Connection connection;
        private final Member member;
        private final AtomicBoolean waits = new AtomicBoolean();
        private @Nullable ChannelName room;

        Visitor(VirtualNode node, int number) {
            this.node = node;
            this.member = member("visitor-" + number);
            this.connection = node.client(new Listener(written -> {
                if (waits.get() && written.isList() && waits.compareAndSet(true, false)) {
                    admitted.add(this);
                }
            }));
        }

        void join() {
            ChannelName next = rooms.get(random.nextInt(rooms.size()));
            room = next;
            waits.set(true);
            node.registry().join(connection, next, member, 0, () -> {});
        }

        void leave() {
            ChannelName left = room;
            if (left != null) {
                node.registry().leave(connection, left);
            }
        }

        void move() {
            leave();
            join();
        }
    }
}
