package canyon.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL on 127.0.0.1 with a cluster of its own, which keeps port and data when it is stopped and started
 * again. It never runs as root, because it would refuse to.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final String OWNER = "postgres";
    private static final String USER = "canyon";

    private final Path programs;
    private final int port;

    /**
     * Not below {@code target}: another user has to reach it, and the path of a socket may have only 107 characters.
     */
    private final Path folder;

    private PostgresServer(Path programs, int port, Path folder) {
        this.programs = programs;
        this.port = port;
        this.folder = folder;
    }

    /** The folder of {@code initdb}, where Debian has it or on the PATH; of several versions the newest. */
    static Optional<Path> programs() {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        versions().stream(),
                        PATH_SEPARATOR
                                .splitAsStream(folders)
                                .filter(text -> !text.isEmpty())
                                .map(Path::of))
                .filter(path -> Files.isExecutable(path.resolve("initdb")))
                .findFirst();
    }

    private static List<Path> versions() {
        if (!Files.isDirectory(DEBIAN)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.comparing(
                                    (Path path) -> path.getFileName().toString())
                            .reversed())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param programs folder of {@code initdb} and {@code pg_ctl} */
    static PostgresServer start(Path programs) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "canyon-postgres");
        PostgresServer server = new PostgresServer(programs, FreePort.next(), folder);
        if (isRoot()) {
            UserPrincipal owner =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER);
            Files.setOwner(folder, owner);
        }
        server.run("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync");
        server.startAgain();
        return server;
    }

    public void startAgain() throws IOException {
        run(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-l",
                folder.resolve("server.log").toString(),
                "-o",
                "-h 127.0.0.1 -p " + port + " -k " + folder + " -F",
                "start");
    }

    /** Drops every connection at once. */
    public void stop() throws IOException {
        run("pg_ctl", "-D", data(), "-w", "-m", "fast", "stop");
    }

    /** Of connections that are not kept. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setServerNames(new String[] {"127.0.0.1"});
        database.setPortNumbers(new int[] {port});
        database.setDatabaseName("postgres");
        database.setUser(USER);
        return database;
    }

    @Override
    public void close() throws IOException {
        stop();
        Folders.delete(folder);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", OWNER, "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        // A pipe would stay open as long as the server that pg_ctl starts.
        Path output = folder.resolve("output.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroy();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
