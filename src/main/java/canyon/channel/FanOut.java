package canyon.channel;

import canyon.channel.Outgoing.Notice;
import canyon.channel.Outgoing.Published;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.metrics.Meters;
import canyon.protocol.Encodings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Brings broadcasts and changes of members to subscribers in natural batches: all that has arrived is taken together,
 * grouped by channel in order, and encoded and joined once for each channel; each worker writes it to the connections
 * that it owns. One broadcast alone never waits for company.
 *
 * <p>Order holds for each channel and client. Between channels it may change within a batch. Publishing is safe from
 * any thread.
 */
public final class FanOut {
    private static final Logger LOG = System.getLogger(FanOut.class.getName());

    private final ChannelRegistry registry;
    private final Intake intake;
    private final List<Worker> workers = new ArrayList<>();

    /** @param intakeBytes memory that waiting broadcasts may take; over it publishers wait */
    public FanOut(ChannelRegistry registry, Meters meters, int intakeBytes) {
        this.registry = registry;
        this.intake = new Intake(intakeBytes);
        registry.announceTo(intake);
        for (int lane = 0; lane < registry.lanes(); lane++) {
            workers.add(new Worker(lane, meters));
        }
    }

    /**
     * Starts the dispatcher and the workers. They end when their threads are interrupted.
     *
     * @param threads runs each task on a thread of its own
     */
    public void start(Executor threads) {
        workers.forEach(threads::execute);
        threads.execute(this::dispatch);
    }

    /** Publishers that wait, and all that come, are interrupted: nobody will take their broadcasts. */
    public void stop() {
        intake.close();
    }

    /** Takes a broadcast; waits while too much waits already. */
    public void publish(Broadcast broadcast) throws InterruptedException {
        intake.put(broadcast);
    }

    /**
     * As {@link #publish}, for one of several that follow each other at once: whoever gathers says {@link #release}
     * after the last, and no later than it waits for anything.
     */
    void gather(Broadcast broadcast) throws InterruptedException {
        intake.gather(broadcast);
    }

    /** Lets go on what was gathered. */
    void release() {
        intake.release();
    }

    /** Takes a broadcast if there is room for it; never waits. */
    boolean offer(Broadcast broadcast) {
        return intake.offer(broadcast);
    }

    private void dispatch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                dispatchSafely(intake.takeAll());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault, of the memory too, costs its batch, never the dispatcher. */
    private void dispatchSafely(List<Outgoing> batch) throws InterruptedException {
        try {
            dispatch(batch);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a batch of " + batch.size() + " messages was lost to a fault", e);
        }
    }

    private void dispatch(List<Outgoing> batch) throws InterruptedException {
        List<Delivery> deliveries = new ArrayList<>();
        byChannel(batch).forEach((name, group) -> collect(name, group, deliveries));
        if (!deliveries.isEmpty()) {
            Worker.Batch together = new Worker.Batch(deliveries, intake.takenSince());
            for (Worker worker : workers) {
                worker.take(together);
            }
        }
    }

    private static Map<ChannelName, List<Outgoing>> byChannel(List<Outgoing> batch) {
        if (batch.size() == 1) {
            return Map.of(batch.get(0).name(), batch);
        }
        Map<ChannelName, List<Outgoing>> groups = new LinkedHashMap<>();
        for (Outgoing outgoing : batch) {
            groups.computeIfAbsent(outgoing.name(), name -> new ArrayList<>()).add(outgoing);
        }
        return groups;
    }

    /** Broadcasts that follow each other go together, a change of members by itself. */
    private void collect(ChannelName name, List<Outgoing> group, List<Delivery> deliveries) {
        if (group.size() == 1 && group.get(0) instanceof Published only) {
            addEvents(name, List.of(only.broadcast()), deliveries);
            return;
        }
        List<Broadcast> run = new ArrayList<>(group.size());
        for (Outgoing outgoing : group) {
            if (outgoing instanceof PresenceChange change) {
                // Whoever hears that it has joined may ask at once who is there: then the channel has to be known.
                registry.settle(name);
                addEvents(name, run, deliveries);
                run.clear();
                deliveries.add(change);
            } else if (outgoing instanceof Notice notice) {
                addEvents(name, run, deliveries);
                run.clear();
                registry.settled(name).ifPresent(channel -> deliveries.add(noticeTo(channel, notice)));
            } else if (outgoing instanceof Published published) {
                run.add(published.broadcast());
            }
        }
        addEvents(name, run, deliveries);
    }

    private static Delivery noticeTo(Channel channel, Notice notice) {
        return new Delivery.Events(channel, Encodings.forAll(List.of(notice.message())), 1, Long.MAX_VALUE);
    }

    private void addEvents(ChannelName name, List<Broadcast> broadcasts, List<Delivery> deliveries) {
        if (broadcasts.isEmpty()) {
            return;
        }
        Reach reach = name.isCache() ? registry.keepLast(name, broadcasts) : registry.reach(name);
        if (reach != null) {
            deliveries.add(
                    new Delivery.Events(reach.channel(), new Encodings(broadcasts), broadcasts.size(), reach.before()));
        }
    }

    /**
     * Whom an event reaches.
     *
     * @param before number of the channel's change; who subscribed with it or later has the event already
     */
    record Reach(Channel channel, long before) {}
}
