package canyon.support;

import canyon.support.ServerProcess.State;
import canyon.support.Setup.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.h2.Driver;

/** Open Liberty as {@code server-config/open-liberty} makes it, with a user folder of its own. */
final class OpenLiberty extends OwnProcess {
    /** Name of the database in JNDI. */
    static final String DATA_SOURCE = "jdbc/canyon";

    private static final Path HOME = ServerKind.home();
    private static final Path SETTINGS =
            Path.of("server-config", "open-liberty").toAbsolutePath();
    private static final Pattern STARTED = Pattern.compile("CWWKZ000[13]I");
    private static final Pattern READY = Pattern.compile("CWWKF0011I");
    private static final Pattern SECURE = Pattern.compile("CWWKO0219I: .*-ssl ");
    private static final Pattern STOPPED = Pattern.compile("CWWKZ0009I");
    private static final Pattern FAILED = Pattern.compile("CWWKZ000[245]E|CWWKZ0012I|CWWKZ0013E|CWWKF0042E|CWWKG0014E");

    private final Setup setup;

    OpenLiberty(Setup setup) {
        this.setup = setup;
    }

    private Path server() {
        return setup.folder().resolve("servers/canyon");
    }

    @Override
    public void start() throws IOException, NotDeployedException {
        if (!Files.exists(server())) {
            prepare();
        }
        Files.deleteIfExists(logFile());
        run(
                List.of(HOME.resolve("bin/server").toString(), "run", "canyon"),
                Map.of("WLP_USER_DIR", setup.folder().toString(), "KEYSTORE_PASSWORD", Certificate.PASSWORD),
                setup.folder().resolve("output.log"));
    }

    private void prepare() throws IOException {
        Path overrides = Files.createDirectories(server().resolve("configDropins/overrides"));
        Files.createDirectories(server().resolve("apps"));
        for (String file : List.of("server.xml", "jvm.options")) {
            Files.copy(SETTINGS.resolve(file), server().resolve(file));
        }
        Files.copy(setup.war(), application());
        setup.propertiesFile("servers/canyon/bootstrap.properties");
        Files.writeString(
                server().resolve("bootstrap.properties"),
                "http.port=%d%ncontext.root=%s%n".formatted(setup.port(), setup.context()),
                StandardOpenOption.APPEND);
        Tls tls = setup.tls();
        if (tls != null) {
            Path security = Files.createDirectories(server().resolve("resources/security"));
            Files.copy(tls.keys(), security.resolve("canyon.p12"));
            String shipped = Files.readString(SETTINGS.resolve("tls.xml"));
            Files.writeString(overrides.resolve("tls.xml"), shipped.replace("6443", String.valueOf(tls.port())));
        }
        if (Accounts.areWanted(setup)) {
            Accounts.writeForLiberty(SETTINGS, overrides);
        }
        Files.writeString(overrides.resolve("it.xml"), """
                <server>
                  <applicationMonitor pollingRate="200ms"/>
                  %s
                  %s
                </server>
                """.formatted(entries(), dataSource()));
    }

    private String entries() {
        return setup.entries().entrySet().stream()
                .map(entry -> "<jndiEntry jndiName=\"%s\" value='\"%s\"'/>".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    private String dataSource() {
        H2Server database = setup.database();
        return database == null
                ? ""
                : """
                <featureManager><feature>jdbc-4.3</feature></featureManager>
                <dataSource jndiName="%s" validationTimeout="5s">
                  <jdbcDriver><library><file name="%s"/></library></jdbcDriver>
                  <properties url="%s" user="%s" password="%s"/>
                </dataSource>
                """.formatted(DATA_SOURCE, Jars.of(Driver.class), database.url(), H2Server.USER, H2Server.PASSWORD);
    }

    /** An application may be started before anybody can connect. */
    @Override
    State state() throws IOException {
        List<Pattern> wanted = setup.tls() == null ? List.of(STARTED, READY) : List.of(STARTED, READY, SECURE);
        for (Pattern each : wanted) {
            State state = state(each, 1);
            if (state != State.DONE) {
                return state;
            }
        }
        return State.DONE;
    }

    /** Whether it has said so often what is wanted. */
    private State state(Pattern wanted, long times) throws IOException {
        String log = hasLog() ? log() : "";
        if (FAILED.matcher(log).find()) {
            return State.FAILED;
        }
        return wanted.matcher(log).results().count() >= times ? State.DONE : State.UNDECIDED;
    }

    @Override
    public void undeploy() throws IOException, NotDeployedException {
        long before = STOPPED.matcher(log()).results().count();
        Files.delete(application());
        running().awaitDeployment(() -> state(STOPPED, before + 1));
    }

    @Override
    public void deploy() throws IOException, NotDeployedException {
        long before = STARTED.matcher(log()).results().count();
        Files.copy(setup.war(), application());
        running().awaitDeployment(() -> state(STARTED, before + 1));
    }

    private Path application() {
        return server().resolve("apps/canyon.war");
    }

    @Override
    Path logFile() {
        return server().resolve("logs/messages.log");
    }

    @Override
    public int healthPort() {
        return setup.port();
    }
}
