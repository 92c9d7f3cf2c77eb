package canyon.cluster;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What tells nodes apart: {@code label.life}, in which the life is new with each start, so that nodes of the same label
 * are two all the same. A lease has a name of its own, {@code label.life-n}: who lost one takes the next, and what
 * others do to the old one concerns it no more.
 */
final class NodeName {
    private static final Pattern PROCESS = Pattern.compile("[A-Za-z0-9_.-]{1,100}\\.[0-9a-f]{8}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String label;
    private final String process;

    /** @param label from the configuration; null for a random one */
    NodeName(@Nullable String label) {
        String life = "%08x".formatted(RANDOM.nextInt());
        this.label = label == null ? life : label;
        this.process = this.label + "." + life;
    }

    static boolean isOfProcess(String name) {
        return PROCESS.matcher(name).matches();
    }

    /** For people. */
    String label() {
        return label;
    }

    /** What it is called on the bus. */
    String process() {
        return process;
    }

    String lease(int number) {
        return process + "-" + number;
    }

    boolean isOwn(String lease) {
        return lease.startsWith(process + "-");
    }

    /** The process that has, or had, a lease. */
    static String processOf(String lease) {
        return lease.substring(0, Math.max(0, lease.lastIndexOf('-')));
    }

    /** The label of a process or of a lease of it. */
    static String labelOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** In the ids of its clients. */
    int number() {
        CRC32 sum = new CRC32();
        sum.update(label.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }
}
