package canyon.broker;

import canyon.channel.Publisher;
import canyon.message.Broadcast;

/** The broker of a single node: inside the JVM. */
public final class LocalBroker implements Broker {
    private final Publisher publisher;

    public LocalBroker(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void publish(Broadcast broadcast) throws InterruptedException {
        publisher.publish(broadcast);
    }

    @Override
    public boolean offer(Broadcast broadcast) {
        return publisher.offer(broadcast);
    }
}
