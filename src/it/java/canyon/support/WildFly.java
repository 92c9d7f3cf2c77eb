package canyon.support;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import canyon.support.ServerProcess.State;
import canyon.support.Setup.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** WildFly as {@code server-config/wildfly} makes it, with a base folder of its own. */
final class WildFly extends OwnProcess {
    private static final Path HOME = ServerKind.home();
    private static final Path SETTINGS = Path.of("server-config", "wildfly").toAbsolutePath();
    private static final List<String> CONFIGURATION = List.of(
            "application-roles.properties",
            "application-users.properties",
            "logging.properties",
            "mgmt-groups.properties",
            "mgmt-users.properties");

    /** Name of the database in JNDI. */
    static final String DATA_SOURCE = "java:jboss/datasources/canyon";

    private final Setup setup;
    private int managementPort;

    WildFly(Setup setup) {
        this.setup = setup;
    }

    @Override
    public void start() throws IOException, NotDeployedException {
        if (!Files.exists(configuration())) {
            prepare();
        }
        Files.deleteIfExists(marker(".deployed"));
        Files.deleteIfExists(marker(".failed"));
        Files.writeString(marker(".dodeploy"), "");
        managementPort = FreePort.next();
        Tls tls = setup.tls();
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.java(),
                "@" + SETTINGS.resolve("jvm.options"),
                "-Xmx1g",
                "-Djboss.home.dir=" + HOME,
                "-Djboss.server.base.dir=" + setup.folder(),
                "-Djboss.http.port=" + setup.port(),
                "-Djboss.https.port=" + (tls == null ? 0 : tls.port()),
                "-Djboss.management.http.port=" + managementPort,
                "-Djboss.deployment.scanner.rollback.on.failure=true"));
        command.addAll(modules("org.jboss.as.standalone"));
        command.add("--server-config=canyon.xml");
        command.add("--properties=" + setup.propertiesFile("configuration/canyon.properties"));
        run(command, Map.of(), setup.folder().resolve("output.log"));
    }

    private static List<String> modules(String main) {
        return List.of(
                "-jar",
                HOME.resolve("jboss-modules.jar").toString(),
                "-mp",
                HOME.resolve("modules").toString(),
                main);
    }

    private Path configuration() {
        return setup.folder().resolve("configuration/canyon.xml");
    }

    private Path marker(String extension) {
        return setup.folder().resolve("deployments/canyon.war" + extension);
    }

    private void prepare() throws IOException {
        Path source = HOME.resolve("standalone/configuration");
        Path target = Files.createDirectories(configuration().getParent());
        Files.createDirectories(setup.folder().resolve("deployments"));
        Files.copy(setup.war(), setup.folder().resolve("deployments/canyon.war"));
        for (String file : CONFIGURATION) {
            Files.copy(source.resolve(file), target.resolve(file));
        }
        if (Accounts.areWanted(setup)) {
            Accounts.writeForWildFly(target);
        }
        // The scanner looks for what has changed every five seconds.
        String settings = Files.readString(settings());
        Files.writeString(configuration(), settings.replace("scan-interval=\"5000\"", "scan-interval=\"200\""));
        List<String> commands = commands();
        if (!commands.isEmpty()) {
            change(setup.folder(), "canyon.xml", commands);
        }
    }

    /** What server-config makes, as the profile run leaves it too: once for all tests. */
    private static synchronized Path settings() throws IOException {
        Path base = HOME.resolve("standalone");
        Path settings = base.resolve("configuration/canyon.xml");
        Path commands = SETTINGS.resolve("canyon.cli");
        if (!Files.exists(settings)
                || Files.getLastModifiedTime(settings).compareTo(Files.getLastModifiedTime(commands)) < 0) {
            Path unfinished = settings.resolveSibling("unfinished.xml");
            Files.copy(settings.resolveSibling("standalone-microprofile.xml"), unfinished, REPLACE_EXISTING);
            change(base, "unfinished.xml", List.of("run-batch --file=" + commands));
            Files.move(unfinished, settings, REPLACE_EXISTING);
        }
        return settings;
    }

    private List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        H2Server database = setup.database();
        if (database != null) {
            commands.add("/subsystem=datasources/jdbc-driver=h2:add("
                    + "driver-name=h2, driver-module-name=com.h2database.h2)");
            commands.add("data-source add --name=canyon --driver-name=h2 --jndi-name=" + DATA_SOURCE
                    + " --connection-url=" + database.url() + " --user-name=" + H2Server.USER
                    + " --password=" + H2Server.PASSWORD
                    // Else it would go on to hand out the connections that a stop has broken.
                    + " --check-valid-connection-sql=\"SELECT 1\" --validate-on-match=true");
        }
        Tls tls = setup.tls();
        if (tls != null) {
            Files.copy(tls.keys(), setup.folder().resolve("configuration/canyon.p12"));
            commands.add("run-batch --file=" + SETTINGS.resolve("tls.cli"));
        }
        setup.entries()
                .forEach((key, value) -> commands.add("/subsystem=naming/binding=java\\:global\\/" + key
                        + ":add(binding-type=simple, type=java.lang.String, value=\"" + value + "\")"));
        if (!setup.context().equals("/")) {
            Path descriptor = Files.writeString(
                    setup.folder().resolve("jboss-web.xml"),
                    Files.readString(SETTINGS.resolve("at-canyon/jboss-web.xml"))
                            .replace(">/canyon<", ">" + setup.context() + "<"));
            commands.add("deployment-overlay add --name=context --deployments=canyon.war"
                    + " --content=/WEB-INF/jboss-web.xml=" + descriptor);
        }
        return commands;
    }

    private static void change(Path base, String settings, List<String> changes) throws IOException {
        List<String> commands = new ArrayList<>();
        commands.add("embed-server --server-config=" + settings + " --std-out=discard");
        commands.addAll(changes);
        commands.add("stop-embedded-server");
        Path script = Files.write(base.resolve("configuration/it.cli"), commands);
        List<String> command = new ArrayList<>(List.of(ServerProcess.java(), "-Djboss.server.base.dir=" + base));
        command.addAll(modules("org.jboss.as.cli"));
        command.add("--file=" + script);
        ServerProcess.start(command, Map.of("JBOSS_HOME", HOME.toString()), base.resolve("cli.log"))
                .awaitEnd();
    }

    @Override
    State state() {
        return state(".deployed");
    }

    private State state(String wanted) {
        if (Files.exists(marker(wanted))) {
            return State.DONE;
        }
        return Files.exists(marker(".failed")) ? State.FAILED : State.UNDECIDED;
    }

    @Override
    public void undeploy() throws IOException, NotDeployedException {
        // What an earlier round left would be taken for the end of this one.
        Files.deleteIfExists(marker(".undeployed"));
        Files.delete(marker(".deployed"));
        running().awaitDeployment(() -> state(".undeployed"));
    }

    @Override
    public void deploy() throws IOException, NotDeployedException {
        Files.writeString(marker(".dodeploy"), "");
        running().awaitDeployment(this::state);
    }

    @Override
    public int healthPort() {
        return managementPort;
    }

    @Override
    Path logFile() {
        return setup.folder().resolve("log/server.log");
    }
}
