package canyon.boot;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * How many files and sockets the operating system lets this process have open at once.
 *
 * @param limit for a JVM on Linux, which helps itself to it, the hard one of {@code ulimit -n}
 */
record FileDescriptors(long limit) {
    /** What a server has open besides connections: Payara about 470 at start, WildFly about 600. */
    private static final long OWN = 1000;

    /** With fewer, a Canyon whose connections are not limited is hardly meant. */
    private static final long FEW = 4096;

    /** Empty where the system does not tell, as Windows. */
    static Optional<FileDescriptors> ofThisProcess() {
        try {
            // By name: the class that has it is not visible to a deployment on every server.
            Object limit = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "MaxFileDescriptorCount");
            return of(limit);
        } catch (JMException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<FileDescriptors> of(@Nullable Object limit) {
        return limit instanceof Long number && number > 0 ? Optional.of(new FileDescriptors(number)) : Optional.empty();
    }

    /**
     * What to warn of, if anything.
     *
     * @param connections {@code canyon.limits.connections}; 0 is no limit
     */
    Optional<String> shortage(int connections) {
        long need = connections == 0 ? FEW : connections + OWN;
        if (limit >= need) {
            return Optional.empty();
        }
        String why = connections == 0
                ? "canyon.limits.connections does not limit"
                : "canyon.limits.connections = " + connections + " needs about " + need;
        return Optional.of(
                "the system lets this process open " + limit + " files and sockets, each connection is one, and "
                        + why + ": raise it (ulimit -n " + need + " before the server starts, LimitNOFILE=" + need
                        + " in its systemd unit) or lower canyon.limits.connections");
    }
}
