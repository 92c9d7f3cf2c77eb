package canyon.support;

import canyon.support.ServerProcess.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An application server that is one process and writes one log. */
abstract class OwnProcess implements ApplicationServer {
    private @Nullable ServerProcess process;

    /** Returns when the application is deployed. */
    final void run(List<String> command, Map<String, String> environment, Path output)
            throws IOException, NotDeployedException {
        ServerProcess started = ServerProcess.start(command, environment, output);
        process = started;
        started.awaitDeployment(this::state);
    }

    /** How the deployment of the start goes. */
    abstract State state() throws IOException;

    abstract Path logFile();

    /** True as soon as it has logged anything. */
    final boolean hasLog() {
        return Files.exists(logFile());
    }

    @Override
    public final String log() throws IOException {
        return Files.readString(logFile());
    }

    @Override
    public final Jvm jvm() {
        return running().jvm();
    }

    final ServerProcess running() {
        return Objects.requireNonNull(process, "not started");
    }

    @Override
    public final void stop() {
        if (process != null) {
            process.stop();
        }
    }
}
