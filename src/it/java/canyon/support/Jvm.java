package canyon.support;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A process that runs Java, seen from outside.
 *
 * @param pid of this machine, whose processes are shown in {@code /proc}
 */
public record Jvm(long pid) {
    private static final Pattern HISTOGRAM = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*?)\" #\\d+");

    /** How many objects of each class are still there after a full collection; of all classes with that name. */
    public Map<String, Long> instances() throws IOException {
        return HISTOGRAM
                .matcher(jcmd("GC.class_histogram"))
                .results()
                .collect(Collectors.toMap(line -> line.group(2), line -> Long.parseLong(line.group(1)), Long::sum));
    }

    /** How many class loaders have loaded a class of this name. */
    public long loaders(String className) throws IOException {
        return jcmd("VM.class_hierarchy", className)
                .lines()
                .filter(line -> line.contains("--" + className + "/"))
                .count();
    }

    /** The names of all threads. */
    public Stream<String> threads() throws IOException {
        return THREAD.matcher(jcmd("Thread.print")).results().map(thread -> thread.group(1));
    }

    /** How many sockets it has open. */
    public long sockets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return files.filter(Jvm::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** A connection to its MBeans, through an agent that it starts for the first one that asks. */
    @SuppressWarnings("BanJNDI") // the address is that of a process of ours
    public JMXConnector jmx() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    private String jcmd(String... command) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        arguments.add(String.valueOf(pid));
        arguments.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(arguments).redirectErrorStream(true).start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
