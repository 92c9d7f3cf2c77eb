package canyon.support;

import canyon.support.ApplicationServer.NotDeployedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process of an application server. */
final class ServerProcess {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it with the JDK of the tests.
     *
     * @param output a file for what it prints
     */
    static ServerProcess start(List<String> command, Map<String, String> environment, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // A collection leaves nothing that only a cache holds: what is still there then is held by something else.
        builder.environment()
                .merge("JDK_JAVA_OPTIONS", "-XX:SoftRefLRUPolicyMSPerMB=0", (given, ours) -> given + " " + ours);
        Process process = builder.start();
        // Tests that are interrupted leave nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }));
        return new ServerProcess(process);
    }

    /** The process that runs the server: itself, or the one that it has started for that. */
    Jvm jvm() {
        return new Jvm(
                process.descendants().findFirst().orElse(process.toHandle()).pid());
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until the server says how a deployment, or its end, went. */
    void awaitDeployment(Progress progress) throws IOException, NotDeployedException {
        long end = System.nanoTime() + START.toNanos();
        State state = progress.state();
        while (state == State.UNDECIDED) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new NotDeployedException(process.isAlive() ? "not within " + START : "the process has ended");
            }
            pause();
            state = progress.state();
        }
        if (state == State.FAILED) {
            throw new NotDeployedException("the deployment failed");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", e);
        }
    }

    /** Returns when a process that does something and ends has done so. */
    void awaitEnd() throws IOException {
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(process.info().command().orElse("a process") + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server is configured", e);
        }
    }

    void stop() {
        List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroy);
        started.forEach(ServerProcess::awaitEnd);
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(ProcessHandle started) {
        try {
            started.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            started.destroyForcibly();
        } catch (InterruptedException e) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    enum State {
        UNDECIDED,
        DONE,
        FAILED
    }

    interface Progress {
        State state() throws IOException;
    }
}
