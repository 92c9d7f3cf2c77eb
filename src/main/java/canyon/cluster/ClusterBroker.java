package canyon.cluster;

import canyon.broker.Broker;
import canyon.message.Broadcast;

/** To the own clients at once, then to the other nodes. Safe for use from any thread. */
final class ClusterBroker implements Broker {
    private final Broker local;
    private final Bus bus;
    private final Lives lives;

    ClusterBroker(Broker local, Bus bus, Lives lives) {
        this.local = local;
        this.bus = bus;
        this.lives = lives;
    }

    @Override
    public void publish(Broadcast broadcast) throws InterruptedException {
        local.publish(broadcast);
        tellOthers(broadcast);
    }

    @Override
    public boolean offer(Broadcast broadcast) {
        if (!local.offer(broadcast)) {
            return false;
        }
        tellOthers(broadcast);
        return true;
    }

    private void tellOthers(Broadcast broadcast) {
        if (!lives.isUnheard()) {
            bus.send(EventNews.KIND, EventNews.of(broadcast));
        }
    }
}
