package canyon.server.wildfly;

import canyon.connection.FrameWriter.Completion;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Completes one write when all of its parts are written, or with the first that fails. Safe for use from any thread.
 */
final class Once {
    private static final int FAILED = -1;

    private final Completion completion;
    private final AtomicInteger missing;

    Once(Completion completion, int parts) {
        this.completion = completion;
        this.missing = new AtomicInteger(parts);
    }

    void partDone() {
        int left = missing.updateAndGet(parts -> parts > 0 ? parts - 1 : FAILED);
        if (left == 0) {
            completion.done();
        }
    }

    void failed(Throwable cause) {
        if (missing.getAndSet(FAILED) > 0) {
            completion.failed(cause);
        }
    }
}
