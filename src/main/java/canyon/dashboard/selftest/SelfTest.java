package canyon.dashboard.selftest;

import canyon.dashboard.selftest.Check.Finding;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Tries each way that clients come, one after the other, one run at a time. Safe for use from any thread. */
public final class SelfTest {
    /** For all of them, but for the poll that waits. */
    static final Duration TIME = Duration.ofSeconds(15);

    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final int THREADS = 4;

    private final Arrivals arrivals;
    private final ThreadFactory threads;
    private final AtomicBoolean running = new AtomicBoolean();

    /** @param arrivals hears of every request to this application */
    public SelfTest(Arrivals arrivals, ThreadFactory threads) {
        this.arrivals = arrivals;
        this.threads = threads;
    }

    /**
     * Tries all of them.
     *
     * @param waits whether also a poll is tried that waits as long as one may
     * @return empty if another run has not ended
     */
    public Optional<List<Check>> run(Target target, boolean waits) throws InterruptedException {
        if (!running.compareAndSet(false, true)) {
            return Optional.empty();
        }
        try {
            return Optional.of(checks(target, waits));
        } finally {
            arrivals.end();
            running.set(false);
        }
    }

    private List<Check> checks(Target target, boolean waits) throws InterruptedException {
        ThreadPoolExecutor executor = executor();
        Duration time = waits ? TIME.plus(target.socketIo().pingInterval()).plus(MARGIN) : TIME;
        HttpClient client = client(executor, HttpClient.Version.HTTP_1_1);
        Journey journey = new Journey(target, client, arrivals.begin(), System.nanoTime() + time.toNanos());
        List<Check> checks = new ArrayList<>();
        Check connection = check(new ConnectionProbe(client(executor, HttpClient.Version.HTTP_2)), journey);
        checks.add(connection);
        if (!connection.isOk() && journey.anyArrival().isEmpty() && isSilent(connection.finding())) {
            return checks;
        }
        for (Probe probe : probes(target, waits)) {
            checks.add(check(probe, journey));
        }
        if (!target.hasKey()) {
            checks.add(new Check("Pusher", Duration.ZERO, "not tried: the application has no key", null));
        }
        return checks;
    }

    /** Without any answer of HTTP nothing else can succeed. */
    private static boolean isSilent(@Nullable Finding finding) {
        return finding != null && !Character.isDigit(finding.problem().charAt(0));
    }

    private static List<Probe> probes(Target target, boolean waits) {
        List<Probe> probes = new ArrayList<>();
        if (target.hasKey()) {
            probes.add(WebSocketProbe.ofPusher(target));
        }
        if (target.socketIo().webSocket()) {
            probes.add(WebSocketProbe.ofSocketIo(target));
        }
        if (target.socketIo().polling()) {
            probes.add(new PollingProbe(false));
        }
        if (target.hasKey()) {
            probes.add(new StreamingProbe(target));
            probes.add(new ApiProbe());
        }
        probes.add(new ForwardedProbe());
        if (waits && target.socketIo().polling()) {
            probes.add(new PollingProbe(true));
        }
        return probes;
    }

    private static Check check(Probe probe, Journey journey) throws InterruptedException {
        if (journey.isOver()) {
            return new Check(probe.name(), Duration.ZERO, "not tried: the time of the test was over", null);
        }
        long began = System.nanoTime();
        Outcome outcome;
        try {
            outcome = probe.run(journey);
        } catch (IOException | TimeoutException e) {
            outcome = Troubles.of(e);
        }
        return new Check(probe.name(), Duration.ofNanos(System.nanoTime() - began), outcome.note(), outcome.finding());
    }

    /** Its threads end by themselves. */
    private ThreadPoolExecutor executor() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = threads.newThread(task);
                    thread.setName("canyon-self-test");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Follows no redirect: it goes nowhere but to its target. */
    private static HttpClient client(ThreadPoolExecutor executor, HttpClient.Version version) {
        return HttpClient.newBuilder()
                .executor(executor)
                .version(version)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Journey.STEP)
                .build();
    }
}
