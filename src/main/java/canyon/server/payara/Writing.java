package canyon.server.payara;

import canyon.connection.FrameWriter.Completion;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.jspecify.annotations.Nullable;

/** Tells the first end of a write that Grizzly tells. Safe for use from any thread. */
final class Writing implements CompletionHandler<WriteResult<Buffer, SocketAddress>> {
    private final AtomicReference<@Nullable Completion> completion;

    Writing(Completion completion) {
        this.completion = new AtomicReference<>(completion);
    }

    /** The kernel has all of it. */
    @Override
    public void completed(WriteResult<Buffer, SocketAddress> result) {
        Completion first = completion.getAndSet(null);
        if (first != null) {
            first.done();
        }
    }

    @Override
    public void failed(Throwable cause) {
        Completion first = completion.getAndSet(null);
        if (first != null) {
            first.failed(cause);
        }
    }

    @Override
    public void cancelled() {
        failed(new IOException("Grizzly has cancelled the write"));
    }

    @Override
    public void updated(WriteResult<Buffer, SocketAddress> result) {}
}
