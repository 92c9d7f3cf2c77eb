package canyon.webhook;

import canyon.activity.Activity;
import canyon.app.AppDirectory;
import canyon.config.WebhookDelivery;
import canyon.message.ChannelName;
import canyon.metrics.Meters;
import canyon.webhook.EndpointQueue.Waiting;
import canyon.webhook.Outage.News;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes events and sends them to the endpoints of their applications when it is time. {@link #run} takes a thread for
 * itself; the rest is safe from any, and but for {@link #stop} never waits.
 */
public final class Webhooks implements Runnable {
    /** The chance that {@link #stop} gives to what waits. */
    private static final Duration STOPPING = Duration.ofSeconds(2);

    /** After a fault of our own, which may be there again. */
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Webhooks.class.getName());

    private final AppDirectory apps;
    private final Courier courier;
    private final Clock clock;
    private final LongSupplier nanos;
    private final boolean holding;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final HeldEvents held;

    @GuardedBy("lock")
    private final Deliveries deliveries;

    @GuardedBy("lock")
    private boolean sleepsForEver;

    /** When the thread wakes up by itself, of {@link System#nanoTime}. */
    @GuardedBy("lock")
    private long wakes;

    @GuardedBy("lock")
    private boolean stopping;

    @GuardedBy("lock")
    private long end;

    @GuardedBy("lock")
    private boolean closed;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean begun;

    /**
     * Called by a thread of the container, whose context class loader it keeps.
     *
     * @param observation counts requests and is told of them
     * @param threads makes those that requests are sent on
     */
    public Webhooks(WebhookDelivery settings, AppDirectory apps, Observation observation, ThreadFactory threads) {
        this(settings, apps, observation, new HttpCourier(settings, threads), Clock.systemUTC(), System::nanoTime);
    }

    /** Who looks on. */
    public record Observation(Meters meters, Activity activity) {}

    /** @param nanos the time, as {@link System#nanoTime} */
    Webhooks(
            WebhookDelivery settings,
            AppDirectory apps,
            Observation observation,
            Courier courier,
            Clock clock,
            LongSupplier nanos) {
        this.apps = apps;
        this.courier = courier;
        this.clock = clock;
        this.nanos = nanos;
        this.holding = !settings.hold().isZero();
        this.held = new HeldEvents(settings.hold());
        this.deliveries = new Deliveries(settings, apps, observation);
    }

    /** Whether any endpoint of the channel's application wants such events of it. */
    boolean isWanted(EventName name, ChannelName channel) {
        return !endpoints(name, channel).isEmpty();
    }

    void tell(WebhookEvent event) {
        synchronized (lock) {
            add(event);
        }
    }

    /** Tells of an end, unless it is undone soon. */
    void hold(Absence absence, WebhookEvent event) {
        if (!holding) {
            tell(event);
            return;
        }
        synchronized (lock) {
            long now = nanos.getAsLong();
            held.hold(absence, event, now);
            wakeWithin(held.nanosLeft(now));
        }
    }

    /** Tells of a beginning, unless it undoes an end that was not told yet: then nobody is told of either. */
    void tellUnlessUndone(Absence absence, WebhookEvent event) {
        synchronized (lock) {
            if (!held.undo(absence)) {
                tell(event);
            }
        }
    }

    @GuardedBy("lock")
    private void add(WebhookEvent event) {
        if (closed) {
            return;
        }
        long now = nanos.getAsLong();
        Waiting waiting = new Waiting(event, clock.millis(), now);
        for (Endpoint endpoint : endpoints(event.name(), event.channel())) {
            deliveries.add(endpoint, waiting);
            wakeWithin(deliveries.nanosLeft(endpoint, now));
        }
    }

    /** Wakes the thread up only if it would sleep too long: most events wait for others that came before them. */
    @GuardedBy("lock")
    private void wakeWithin(long left) {
        if (left != Long.MAX_VALUE && (sleepsForEver || nanos.getAsLong() + left - wakes < 0)) {
            lock.notifyAll();
        }
    }

    private List<Endpoint> endpoints(EventName name, ChannelName channel) {
        return apps.known(channel.app()).stream()
                .flatMap(app -> app.settings().webhooks().stream())
                .filter(webhook -> webhook.wants(name.text(), channel.text()))
                .map(webhook -> new Endpoint(channel.app(), webhook.url()))
                .distinct()
                .toList();
    }

    @Override
    public void run() {
        begun = true;
        try {
            while (!isDone()) {
                deliver();
                awaitNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            giveUp();
            ended.countDown();
        }
    }

    private void deliver() throws InterruptedException {
        try {
            deliverDue();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "webhooks could not be sent; they are tried again", e);
            Thread.sleep(AFTER_FAULT.toMillis());
        }
    }

    /** Does what is to be done now. */
    void deliverDue() {
        List<Delivery> late;
        List<Delivery> due;
        List<News> news;
        synchronized (lock) {
            long now = nanos.getAsLong();
            for (WebhookEvent event : stopping ? held.takeAll() : held.takeDue(now)) {
                add(event);
            }
            late = deliveries.takeLate(now, stopping);
            due = deliveries.begin(now, stopping);
            news = deliveries.takeNews();
        }
        late.forEach(Delivery::cancel);
        due.forEach(delivery -> delivery.send(courier, new Outcome(delivery)));
        news.forEach(line -> LOG.log(line.level(), line.text()));
    }

    private void awaitNext() throws InterruptedException {
        synchronized (lock) {
            long left = isDone() ? 0 : nanosLeft();
            sleepsForEver = left == Long.MAX_VALUE;
            wakes = nanos.getAsLong() + left;
            TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
    }

    /** How long until there is something to do, if nothing happens before. */
    long nanosLeft() {
        synchronized (lock) {
            long now = nanos.getAsLong();
            long left = Math.min(held.nanosLeft(now), deliveries.nanosLeft(now, stopping));
            return stopping ? Math.min(left, end - now) : left;
        }
    }

    private boolean isDone() {
        synchronized (lock) {
            boolean isEmpty = deliveries.isEmpty() && held.nanosLeft(0) == Long.MAX_VALUE;
            return stopping && (isEmpty || end - nanos.getAsLong() <= 0);
        }
    }

    private void giveUp() {
        List<Delivery> cut;
        List<News> news;
        synchronized (lock) {
            closed = true;
            cut = deliveries.giveUp(nanos.getAsLong());
            news = deliveries.takeNews();
        }
        cut.forEach(Delivery::cancel);
        news.forEach(line -> LOG.log(line.level(), line.text()));
    }

    /** From now on nothing is held, awaited or sent again. */
    void hurry() {
        synchronized (lock) {
            stopping = true;
            end = nanos.getAsLong() + STOPPING.toNanos();
            lock.notifyAll();
        }
    }

    /** Sends what waits, once and for a short time, and ends {@link #run}. */
    public void stop() {
        hurry();
        try {
            if (begun && !ended.await(2 * STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "webhooks did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            courier.close();
        }
    }

    /** Hears what became of a request, on any thread. */
    private final class Outcome implements Courier.Receipt {
        private final Delivery delivery;

        Outcome(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public void answered(int status) {
            if (status < 200 || status > 299) {
                failed("status " + status);
                return;
            }
            synchronized (lock) {
                deliveries.delivered(delivery);
                lock.notifyAll();
            }
        }

        @Override
        public void failed(String reason) {
            synchronized (lock) {
                deliveries.failed(delivery, reason, nanos.getAsLong(), stopping);
                lock.notifyAll();
            }
        }
    }
}
