package canyon.channel;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.metrics.Meters;
import canyon.protocol.Segment;
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
                List<Batch> taken = takeAll();
                byChannel(taken).forEach(this::deliverSafely);
                long now = System.nanoTime();
                taken.forEach(batch -> meters.fanOut().took(now - batch.since()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for at least one and takes all that are there. */
    private List<Batch> takeAll() throws InterruptedException {
        Batch first = batches.take();
        if (batches.isEmpty()) {
            return List.of(first);
        }
        List<Batch> all = new ArrayList<>();
        all.add(first);
        batches.drainTo(all);
        return all;
    }

    /**
     * What they hold for one channel goes to each subscriber in one write: a write costs as much as a hundred frames in
     * it.
     */
    private static Collection<List<Delivery>> byChannel(List<Batch> batches) {
        if (batches.size() == 1 && batches.get(0).deliveries().size() == 1) {
            return List.of(batches.get(0).deliveries());
        }
        Map<Channel, List<Delivery>> byChannel = new LinkedHashMap<>();
        for (Batch batch : batches) {
            for (Delivery delivery : batch.deliveries()) {
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

    @SuppressWarnings("ReferenceEquality") // the very same list was looked at before
    private void deliver(Channel channel, List<Delivery> deliveries) {
        Channel.Subscribers subscribers = channel.subscribers(lane);
        if (subscribers.connections().length == 0) {
            return;
        }
        Delivery.Contents contents = Delivery.contents(deliveries);
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
        meters.delivered(count(deliveries) * subscribers.connections().length);
        channel.meters().sent(frames, bytes);
    }

    private static long count(List<Delivery> deliveries) {
        return deliveries.stream().mapToLong(Delivery::count).sum();
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
