package canyon.redis;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that there is at once, up to 64 KiB, and says when it is used up. It stands below TLS, which asks for more
 * when all that it has decrypted is read, and would hand over one record after the other. Not thread-safe.
 */
final class ReadAhead extends BlockInput {
    /** A burst of a hundred small messages: Jedis would read it in four pieces. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final Supplier<@Nullable Runnable> beforeWaiting;
    private byte[] buffer = {};
    private int next;
    private int end;

    /** @param beforeWaiting run each time before it asks for more; while there is none nothing is read ahead */
    ReadAhead(InputStream in, Supplier<@Nullable Runnable> beforeWaiting) {
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (next >= end) {
            Runnable action = beforeWaiting.get();
            if (action == null) {
                return in.read(bytes, offset, length);
            }
            action.run();
            if (buffer.length == 0) {
                buffer = new byte[BUFFER_BYTES];
            }
            int filled = in.read(buffer, 0, buffer.length);
            if (filled < 0) {
                return -1;
            }
            next = 0;
            end = filled;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(buffer, next, bytes, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return end - next + in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
