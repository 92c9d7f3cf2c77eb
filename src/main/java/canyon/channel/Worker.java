package canyon.channel;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.metrics.Meters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Writes to the connections of one lane, on a thread of its own. */
final class Worker implements Runnable {
    /** Batches that may wait; more would only make each of them smaller. */
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
                for (Delivery delivery : batches.take()) {
                    deliverSafely(delivery);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault, of the memory too, costs one delivery, never the worker. */
    private void deliverSafely(Delivery delivery) {
        try {
            deliver(delivery);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, delivery.count() + " messages of one channel were lost to a fault", e);
        }
    }

    private void deliver(Delivery delivery) {
        Channel.Subscribers subscribers = delivery.channel().subscribers(lane);
        if (subscribers.connections().length == 0) {
            return;
        }
        Delivery.Contents contents = delivery.contents();
        for (int i = 0; i < subscribers.connections().length; i++) {
            Connection subscriber = subscribers.connections()[i];
            try {
                subscriber.send(contents.of(subscriber, subscribers.since()[i]));
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "sending to " + subscriber.id() + " failed, it is closed", e);
                close(subscriber);
            }
        }
        meters.delivered((long) delivery.count() * subscribers.connections().length);
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
