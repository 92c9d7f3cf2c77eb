package canyon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.tools.ant.BuildException;
import org.apache.tools.ant.DefaultLogger;
import org.apache.tools.ant.Project;
import org.apache.tools.ant.ProjectHelper;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profiles run and bench on a machine that has not what they need. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BusyMachineIT {
    @ParameterizedTest
    @ValueSource(strings = {"wildfly", "payara-micro", "payara-server", "open-liberty"})
    void a_run_says_in_one_line_that_its_port_is_in_use_and_what_to_do(String server, @TempDir Path folder)
            throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            Project run = run(other.getLocalPort(), folder, printed);

            assertThatThrownBy(() -> run.executeTarget(server)).isInstanceOf(BuildException.class);

            assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> line.contains("in use"))
                    .singleElement()
                    .asString()
                    .endsWith("Port " + other.getLocalPort() + " on 127.0.0.1, for Canyon, is in use: "
                            + "stop what listens there, or choose another with -Drun.port=...");
        }
    }

    private static Project run(int port, Path folder, ByteArrayOutputStream printed) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        DefaultLogger logger = new DefaultLogger();
        logger.setMessageOutputLevel(Project.MSG_ERR);
        logger.setOutputPrintStream(out);
        logger.setErrorPrintStream(out);
        Project run = new Project();
        run.addBuildListener(logger);
        run.init();
        run.setUserProperty("run.port", String.valueOf(port));
        run.setUserProperty("project.build.directory", folder.toString());
        ProjectHelper.configureProject(run, Path.of("server-config", "run.xml").toFile());
        return run;
    }

    @Test
    void a_benchmark_says_in_one_line_that_a_port_is_in_use_and_what_to_do() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(benchmark("unlimited", other.getLocalPort()))
                    .startsWith("port " + other.getLocalPort() + " is in use: end what listens there")
                    .hasLineCount(1);
        }
    }

    /** One for each of 10,000 clients, and 1,000 that Canyon says a server needs itself. */
    @Test
    void a_benchmark_of_idle_connections_wants_files_for_the_server_too() throws Exception {
        assertThat(benchmark("10999", 1))
                .matches("a process may open \\d+ files, 11000 are needed: raise \"ulimit -Hn\" .*\\R");
    }

    /** What it says of the machine. */
    private static String benchmark(String files, int port) throws IOException {
        Process node = new ProcessBuilder(
                        "sh",
                        "-c",
                        // A machine that has less keeps that.
                        "ulimit -n " + files + " 2>/dev/null; exec node --input-type=module -e \"$0\"",
                        "import { requirements } from './src/bench/machine.mjs';"
                                + "await requirements({ port: " + port + ", scenarios: ['S4'], targets: ['wildfly'] })"
                                + ".catch((refusal) => console.log(refusal.message));")
                .redirectErrorStream(true)
                .start();
        return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
