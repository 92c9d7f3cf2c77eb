package canyon.support;

import canyon.support.ServerProcess.State;
import canyon.support.Setup.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Payara Server as {@code server-config/payara-server} makes it, with a domain of its own. */
final class PayaraServer extends OwnProcess {
    private static final Path HOME = ServerKind.home();
    private static final Path SETTINGS = Path.of("server-config", "payara-server", "pre-boot.asadmin");
    private static final String CLIENT =
            HOME.resolve("glassfish/lib/client/appserver-cli.jar").toString();
    private static final String LISTENERS =
            "set configs.config.server-config.network-config.network-listeners.network-listener.";

    private final Setup setup;
    private int adminPort;

    PayaraServer(Setup setup) {
        this.setup = setup;
    }

    private Path domains() {
        return setup.folder().resolve("domains");
    }

    private Path domain() {
        return domains().resolve("domain1");
    }

    @Override
    public void start() throws IOException, NotDeployedException {
        // Fresh at a second start too: one with Canyon in it would load it before it is deployed.
        Folders.delete(domain());
        copy(HOME.resolve("glassfish/domains/domain1"), domain());
        silenceJms();
        adminPort = FreePort.next();
        List<String> preBoot = new ArrayList<>(Files.readAllLines(SETTINGS));
        preBoot.add(LISTENERS + "http-listener-1.port=" + setup.port());
        preBoot.add(LISTENERS + "admin-listener.port=" + adminPort);
        Tls tls = setup.tls();
        if (tls != null) {
            importKeys(tls.keys());
            preBoot.addAll(Files.readAllLines(SETTINGS.resolveSibling("tls.asadmin")));
            preBoot.add(LISTENERS + "http-listener-2.address=127.0.0.1");
            preBoot.add(LISTENERS + "http-listener-2.port=" + tls.port());
        }
        run(
                List.of(
                        ServerProcess.java(),
                        "-jar",
                        CLIENT,
                        "start-domain",
                        "--verbose",
                        "--domaindir",
                        domains().toString(),
                        "--prebootcommandfile",
                        file("pre-boot.asadmin", preBoot),
                        "--postbootcommandfile",
                        file("post-boot.asadmin", postBoot()),
                        "domain1"),
                Map.of("AS_JAVA", System.getProperty("java.home"), "JDK_JAVA_OPTIONS", "@" + options()),
                setup.folder().resolve("output.log"));
        for (Map.Entry<String, String> entry : setup.entries().entrySet()) {
            asadmin(List.of(
                    "set-web-env-entry",
                    "--name=" + entry.getKey(),
                    "--type=java.lang.String",
                    "--value=" + entry.getValue(),
                    "canyon"));
            // Settings are read when Canyon starts.
            asadmin(List.of("disable", "canyon"));
            asadmin(List.of("enable", "canyon"));
        }
    }

    /** Beside the domain's own. */
    private void importKeys(Path keys) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importkeystore",
                "-noprompt",
                "-srckeystore",
                keys.toString(),
                "-srcstorepass",
                Certificate.PASSWORD,
                "-destkeystore",
                domain().resolve("config/keystore.p12").toString(),
                "-deststorepass",
                Certificate.PASSWORD);
        ServerProcess.start(command, Map.of(), setup.folder().resolve("keytool.log"))
                .awaitEnd();
    }

    /** It would listen on every interface as soon as something is deployed; no command can tell it before. */
    private void silenceJms() throws IOException {
        Path settings = domain().resolve("config/domain.xml");
        String end = "</iiop-service>";
        Files.writeString(
                settings, Files.readString(settings).replaceFirst(end, end + "<jms-service type=\"DISABLED\"/>"));
    }

    private List<String> postBoot() throws IOException {
        H2Server database = setup.database();
        List<String> commands = new ArrayList<>(database == null ? List.of() : Payara.pool(database));
        commands.addAll(Accounts.ofPayara(setup));
        commands.add(String.join(" ", deployment()));
        return commands;
    }

    private List<String> deployment() {
        return List.of(
                "deploy",
                "--name",
                "canyon",
                "--contextroot",
                setup.context(),
                setup.war().toString());
    }

    @Override
    public void undeploy() throws IOException {
        asadmin(List.of("undeploy", "canyon"));
    }

    @Override
    public void deploy() throws IOException {
        asadmin(deployment());
    }

    private void asadmin(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java(), "-jar", CLIENT, "--port"));
        command.add(String.valueOf(adminPort));
        command.addAll(arguments);
        ServerProcess.start(command, Map.of(), setup.folder().resolve("asadmin.log"))
                .awaitEnd();
    }

    private String file(String name, List<String> lines) throws IOException {
        return Files.write(setup.folder().resolve(name), lines).toString();
    }

    /** System properties as arguments of java, in a file that java reads. */
    private String options() throws IOException {
        return file(
                "java.options",
                setup.properties().entrySet().stream()
                        .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                        .map(option -> '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .toList());
    }

    private void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.toList();
        }
        Files.createDirectories(domains());
        for (Path file : files) {
            Files.copy(file, to.resolve(from.relativize(file)));
        }
    }

    @Override
    State state() throws IOException {
        String log = hasLog() ? log() : "";
        if (log.contains("canyon was successfully deployed in")) {
            return State.DONE;
        }
        return log.contains("Exception while loading the app") || log.contains("Error occurred during deployment")
                ? State.FAILED
                : State.UNDECIDED;
    }

    @Override
    Path logFile() {
        return domain().resolve("logs/server.log");
    }

    @Override
    public int healthPort() {
        return setup.port();
    }
}
