package canyon.support;

import static java.util.stream.Collectors.toSet;

import canyon.support.Setup.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A Payara Micro, run through Arquillian.
 *
 * <p>Arquillian's extension for JUnit would start one for each test class. This does what that extension does, but is
 * started and stopped by whoever owns it.
 */
final class PayaraMicro implements ApplicationServer {
    /** Named in arquillian.xml. */
    private static final String OPTIONS = "canyon.it.options";

    private static final String JVM = "canyon.it.jvm";

    /** Held, because the log manager would forget its level: at INFO it tells every servlet of every start. */
    private static final Logger ARQUILLIAN = Logger.getLogger("fish.payara.arquillian");

    static {
        ARQUILLIAN.setLevel(Level.WARNING);
    }

    private static final Path SETTINGS = Path.of("server-config", "payara-micro", "pre-boot.asadmin");
    private static final Pattern NOTHING_DEPLOYED = Pattern.compile("\"Deployed\": \\[\\s*]");

    private final Setup setup;
    private @Nullable TestRunnerAdaptor arquillian;
    private Set<ProcessHandle> processes = Set.of();

    PayaraMicro(Setup setup) {
        this.setup = setup;
    }

    @Override
    public void start() throws IOException, NotDeployedException {
        Set<ProcessHandle> others = children();
        System.setProperty(OPTIONS, String.join(" ", options()));
        System.setProperty(JVM, jvmOptions());
        System.setProperty(CanyonDeployment.WAR, setup.war().toString());
        try {
            arquillian = TestRunnerAdaptorBuilder.build();
            arquillian.beforeSuite();
            arquillian.beforeClass(CanyonDeployment.class, LifecycleMethodExecutor.NO_OP);
        } catch (Exception e) {
            throw new NotDeployedException("Payara Micro did not start", e);
        } finally {
            System.clearProperty(OPTIONS);
            System.clearProperty(JVM);
            System.clearProperty(CanyonDeployment.WAR);
            processes = children();
            processes.removeAll(others);
        }
        if (hasDeployedNothing()) {
            throw new NotDeployedException("Payara Micro runs without an application");
        }
    }

    private List<String> options() throws IOException {
        Path commands = Files.write(setup.folder().resolve("post-boot.asadmin"), commands());
        List<String> options = new ArrayList<>(List.of(
                "--port", String.valueOf(setup.port()),
                "--contextroot", setup.context(),
                "--logtofile", setup.folder().resolve("server.log").toString(),
                "--systemproperties", setup.propertiesFile("canyon.properties").toString(),
                "--prebootcommandfile", preBoot().toString(),
                "--postbootcommandfile", commands.toString()));
        Tls tls = setup.tls();
        if (tls != null) {
            options.addAll(List.of("--sslport", String.valueOf(tls.port()), "--sslcert", Certificate.ALIAS));
        }
        return options;
    }

    private Path preBoot() throws IOException {
        List<String> commands = new ArrayList<>(Files.readAllLines(SETTINGS));
        if (setup.tls() != null) {
            commands.add("set configs.config.server-config.network-config.network-listeners"
                    + ".network-listener.https-listener.address=127.0.0.1");
        }
        return Files.write(setup.folder().resolve("pre-boot.asadmin"), commands);
    }

    /** What server-config's README gives to java itself, and what makes a short life shorter. */
    private String jvmOptions() {
        Tls tls = setup.tls();
        return tls == null
                ? compilation()
                : compilation() + " -Djavax.net.ssl.keyStore=" + tls.keys() + " -Djavax.net.ssl.keyStorePassword="
                        + Certificate.PASSWORD;
    }

    /** A server that warms nothing up serves a few requests: its start is most of what it does. */
    private String compilation() {
        return "PT0S".equals(setup.properties().get("canyon.fan-out.warm-up"))
                ? "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
                : "-Xshare:auto";
    }

    private List<String> commands() throws IOException {
        H2Server database = setup.database();
        List<String> commands = new ArrayList<>(database == null ? List.of() : Payara.pool(database));
        commands.addAll(Accounts.ofPayara(setup));
        return commands;
    }

    /** It runs on without an application that failed, and its Arquillian container takes that for success. */
    private boolean hasDeployedNothing() throws IOException {
        String log = log();
        return NOTHING_DEPLOYED
                .matcher(log.substring(log.lastIndexOf("\"Deployed\"")))
                .lookingAt();
    }

    @Override
    public void undeploy() {
        throw new UnsupportedOperationException("Payara Micro deploys only when it starts");
    }

    @Override
    public void deploy() {
        undeploy();
    }

    @Override
    public int healthPort() {
        return setup.port();
    }

    @Override
    public Jvm jvm() {
        return new Jvm(processes.iterator().next().pid());
    }

    @Override
    public String log() throws IOException {
        // It rotates, and numbers also the first; at most a megabyte.
        return Files.readString(setup.folder().resolve("server.log.0"));
    }

    @Override
    public void stop() {
        TestRunnerAdaptor running = arquillian;
        if (running == null) {
            return;
        }
        try {
            running.afterClass(CanyonDeployment.class, LifecycleMethodExecutor.NO_OP);
            running.afterSuite();
            running.shutdown();
        } catch (Exception e) {
            throw new IllegalStateException("Arquillian did not stop Payara Micro", e);
        } finally {
            arquillian = null;
            processes.forEach(ProcessHandle::destroy);
            processes.forEach(process -> process.onExit().join());
        }
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(toSet());
    }
}
