package canyon.boot;

import canyon.transport.EmptyLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** Long-lived threads of ours, from the container's factory, with an {@link EmptyLoader}: most of them send. */
final class Threads implements Executor {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadFactory factory;
    private final List<Thread> threads = new ArrayList<>();

    Threads(ThreadFactory factory) {
        this.factory = factory;
    }

    @Override
    public synchronized void execute(Runnable task) {
        Thread thread = factory.newThread(() -> {
            Thread.currentThread().setContextClassLoader(EmptyLoader.INSTANCE);
            task.run();
        });
        thread.setName("canyon-" + (threads.size() + 1));
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Interrupts all and waits for their end, so that an undeployed application leaves none behind. */
    synchronized void stop() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis());
        }
    }
}
