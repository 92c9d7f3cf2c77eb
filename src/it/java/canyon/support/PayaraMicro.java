package canyon.support;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A Payara Micro with Canyon on it, run through Arquillian.
 *
 * <p>Arquillian's extension for JUnit would start one for each test class. This does what that extension does, but is
 * started and stopped by whoever owns it.
 */
final class PayaraMicro {
    /** Named in arquillian.xml. */
    private static final String OPTIONS = "canyon.it.options";

    /** Held, because the log manager would forget its level: at INFO it tells every servlet of every start. */
    private static final Logger ARQUILLIAN = Logger.getLogger("fish.payara.arquillian");

    static {
        ARQUILLIAN.setLevel(Level.WARNING);
    }

    private final List<String> options;
    private @Nullable TestRunnerAdaptor arquillian;
    private Set<ProcessHandle> processes = Set.of();

    PayaraMicro(List<String> options) {
        this.options = options;
    }

    /** Returns when Canyon is deployed. */
    void start() throws NotStartedException {
        Set<ProcessHandle> others = children();
        System.setProperty(OPTIONS, String.join(" ", options));
        try {
            arquillian = TestRunnerAdaptorBuilder.build();
            arquillian.beforeSuite();
            arquillian.beforeClass(CanyonDeployment.class, LifecycleMethodExecutor.NO_OP);
        } catch (Exception e) {
            throw new NotStartedException(e);
        } finally {
            System.clearProperty(OPTIONS);
            processes = children();
            processes.removeAll(others);
        }
    }

    /** Returns when the process has ended, also after a start that failed. */
    void stop() {
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

    static final class NotStartedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotStartedException(Throwable cause) {
            super(cause);
        }
    }
}
