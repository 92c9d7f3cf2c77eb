package canyon.cluster;

import canyon.broker.Broker;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** To the other nodes and to the own clients. Safe for use from any thread. */
final class ClusterBroker implements Broker {
    /** More than there are threads that publish at the same time, mostly. */
    private static final int ORDERS = 64;

    private final Broker local;
    private final EventWays ways;
    private final Lives lives;

    /** For what is published to a channel at the same time: it has one order on all nodes. */
    private final Lock[] orders = new Lock[ORDERS];

    ClusterBroker(Broker local, EventWays ways, Lives lives) {
        this.local = local;
        this.ways = ways;
        this.lives = lives;
        Arrays.setAll(orders, index -> new ReentrantLock());
    }

    @Override
    public void publish(Broadcast broadcast) throws InterruptedException {
        if (lives.isUnheard()) {
            local.publish(broadcast);
            return;
        }
        Lock order = order(broadcast.channel());
        order.lockInterruptibly();
        try {
            ways.send(broadcast);
            local.publish(broadcast);
        } finally {
            order.unlock();
        }
    }

    /** In no order with what others publish: this must not wait, and a client sends one after the other. */
    @Override
    public boolean offer(Broadcast broadcast) {
        if (!local.offer(broadcast)) {
            return false;
        }
        if (!lives.isUnheard()) {
            ways.send(broadcast);
        }
        return true;
    }

    private Lock order(ChannelName channel) {
        return orders[Math.floorMod(channel.hashCode(), ORDERS)];
    }
}
