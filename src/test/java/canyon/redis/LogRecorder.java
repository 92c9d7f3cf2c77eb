package canyon.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The lines that one class logs while a test runs. Safe for use from any thread. */
final class LogRecorder extends Handler implements AutoCloseable {
    private final List<String> lines = new ArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Logger logger;

    LogRecorder(Class<?> type) {
        logger = Logger.getLogger(type.getName());
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line and forgets it with all before it. */
    synchronized String await(String part) throws InterruptedException {
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
