package canyon.channel;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.metrics.Meters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Writes to the connections of one lane, on a thread of its own. */
final class Worker implements Runnable {
    /** Batches that may wait, in which the dispatcher is ahead of the worker. */
    private static final int QUEUED_BATCHES = 4;

    private static final Logger LOG = System.getLogger(Worker.class.getName());

    private final int lane;
    private final Meters meters;
    private final BlockingQueue<List<Delivery>> batches = new ArrayBlockingQueue<>(QUEUED_BATCHES);

    Worker(int lane, Meters meters) {
        this.lane = lane;
        this.meters = meters;
    }

    void take(List<Delivery> batch) throws InterruptedException {
        batches.put(batch);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                takeAll().forEach(this::deliverSafely);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for at least one batch and takes all that are there. What they hold for one channel goes to each subscriber
     * in one write: a write costs as much as a hundred frames in it.
     */
    private Collection<List<Delivery>> takeAll() throws InterruptedException {
        List<Delivery> first = batches.take();
        if (first.size() == 1 && batches.isEmpty()) {
            return List.of(first);
        }
        Map<Channel, List<Delivery>> byChannel = new LinkedHashMap<>();
        for (List<Delivery> batch = first; batch != null; batch = batches.poll()) {
            for (Delivery delivery : batch) {
                byChannel
                        .computeIfAbsent(delivery.channel(), channel -> new ArrayList<>(1))
                        .add(delivery);
            }
        }
        return byChannel.values();
    }

    /** A fault, of the memory too, costs what goes to one channel, never the worker. */
    private void deliverSafely(List<Delivery> deliveries) {
        try {
            deliver(deliveries.get(0).channel(), deliveries);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, count(deliveries) + " messages of one channel were lost to a fault", e);
        }
    }

    private void deliver(Channel channel, List<Delivery> deliveries) {
        Channel.Subscribers subscribers = channel.subscribers(lane);
        if (subscribers.connections().length == 0) {
            return;
        }
        Delivery.Contents contents = Delivery.contents(deliveries);
        for (int i = 0; i < subscribers.connections().length; i++) {
            Connection subscriber = subscribers.connections()[i];
            try {
                subscriber.send(contents.of(subscriber, subscribers.since()[i]));
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "sending to " + subscriber.id() + " failed, it is closed", e);
                close(subscriber);
            }
        }
        meters.delivered(count(deliveries) * subscribers.connections().length);
    }

    private static long count(List<Delivery> deliveries) {
        return deliveries.stream().mapToLong(Delivery::count).sum();
    }

    /** Whatever is wrong with this one, the others go on. */
    private static void close(Connection subscriber) {
        try {
            subscriber.close(CloseReason.SERVER_FAULT);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "closing " + subscriber.id() + " failed", e);
        }
    }
}
