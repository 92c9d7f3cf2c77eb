package canyon.transport;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads a request's body up to a bound without blocking for the client. Called by one container thread at a time. */
public final class BodyReader implements ReadListener {
    private static final int CHUNK_BYTES = 8 * 1024;

    private final ServletInputStream in;
    private final int maxBytes;
    private final Receiver receiver;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final AtomicBoolean ended = new AtomicBoolean();

    public BodyReader(ServletInputStream in, int maxBytes, Receiver receiver) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.receiver = receiver;
    }

    /** Told one of the three, once. */
    public interface Receiver {
        void complete(byte[] body);

        void tooBig();

        void broken(Throwable cause);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended.get() && in.isReady()) {
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            body.write(chunk, 0, count);
            if (body.size() > maxBytes && ended.compareAndSet(false, true)) {
                receiver.tooBig();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (ended.compareAndSet(false, true)) {
            receiver.complete(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            receiver.broken(cause);
        }
    }
}
