package canyon.channel;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.metrics.Meters;
import canyon.protocol.Segment;
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
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(QUEUED_BATCHES);

    Worker(int lane, Meters meters) {
        this.lane = lane;
        this.meters = meters;
    }

    /**
     * What goes out together.
     *
     * @param since when the first of it came, of {@link System#nanoTime}
     */
    record Batch(List<Delivery> deliveries, long since) {}

    void take(Batch batch) throws InterruptedException {
        batches.put(batch);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Batch batch = batches.take();
                for (Delivery delivery : batch.deliveries()) {
                    deliverSafely(delivery);
                }
                meters.fanOut().took(System.nanoTime() - batch.since());
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

    @SuppressWarnings("ReferenceEquality") // the very same list was looked at before
    private void deliver(Delivery delivery) {
        Channel.Subscribers subscribers = delivery.channel().subscribers(lane);
        if (subscribers.connections().length == 0) {
            return;
        }
        Delivery.Contents contents = delivery.contents();
        List<Segment> last = List.of();
        int lastFrames = 0;
        int lastBytes = 0;
        long frames = 0;
        long bytes = 0;
        for (int i = 0; i < subscribers.connections().length; i++) {
            Connection subscriber = subscribers.connections()[i];
            try {
                List<Segment> segments = contents.of(subscriber, subscribers.since()[i]);
                if (segments != last) {
                    // Nearly all subscribers get the same: it is looked at once.
                    last = segments;
                    lastFrames = frames(segments);
                    lastBytes = bytes(segments);
                }
                subscriber.send(segments);
                frames += lastFrames;
                bytes += lastBytes;
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "sending to " + subscriber.id() + " failed, it is closed", e);
                close(subscriber);
            }
        }
        meters.delivered((long) delivery.count() * subscribers.connections().length);
        delivery.channel().meters().sent(frames, bytes);
    }

    private static int frames(List<Segment> segments) {
        int frames = 0;
        for (Segment segment : segments) {
            frames += segment.frames().size();
        }
        return frames;
    }

    private static int bytes(List<Segment> segments) {
        int bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.bytes();
        }
        return bytes;
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
