package canyon.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory of this process in the words of Node.js, all in bytes.
 *
 * @param rss what the process occupies of the machine's memory
 * @param heapTotal what the heap has taken from the machine
 * @param heapUsed what objects occupy of it, garbage included
 * @param external what the JVM uses outside the heap
 */
@JsonbPropertyOrder({"rss", "heapTotal", "heapUsed", "external"})
public record MemoryUsage(long rss, long heapTotal, long heapUsed, long external) {
    /** Linux, proc_pid_status(5). */
    private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");
    private static final int BYTES_PER_KB = 1024;

    static MemoryUsage now() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        java.lang.management.MemoryUsage heap = memory.getHeapMemoryUsage();
        java.lang.management.MemoryUsage other = memory.getNonHeapMemoryUsage();
        long rss = resident(PROCESS_STATUS).orElse(heap.getCommitted() + other.getCommitted());
        return new MemoryUsage(rss, heap.getCommitted(), heap.getUsed(), other.getUsed());
    }

    /** Empty where the operating system does not tell it in {@code file}. */
    static OptionalLong resident(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.flatMap(line -> RESIDENT.matcher(line).results())
                    .map((MatchResult found) -> found.group(1))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) * BYTES_PER_KB)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }
}
