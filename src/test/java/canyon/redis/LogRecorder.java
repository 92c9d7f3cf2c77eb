package canyon.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The lines that one class logs while a test runs. Safe for use from any thread. */
public final class LogRecorder extends Handler implements AutoCloseable {
    private final List<String> lines = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Logger logger;

    public LogRecorder(Class<?> type) {
        logger = Logger.getLogger(type.getName());
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Those of the lines that an administrator must see. */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Waits for a line and forgets it with all before it. */
    public synchronized String await(String part) throws InterruptedException {
        while (true) {
            while (lines.isEmpty()) {
                wait();
            }
            String line = lines.remove(0);
            if (line.contains(part)) {
                return line;
            }
        }
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        lines.add(formatter.formatMessage(entry));
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(formatter.formatMessage(entry));
        }
        notifyAll();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
