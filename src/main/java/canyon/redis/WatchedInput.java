package canyon.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that there is at once, and says when it is used up. Reads on after a time-out, once it has asked the other
 * end for a sign of life; fails if none comes until the next one. The time that a reader spends elsewhere does not
 * count. Not thread-safe, except for {@link #askWhenSilent} and {@link #beforeWaiting}.
 */
final class WatchedInput extends InputStream {
    /** A burst of a hundred small messages: Jedis would read it in four pieces. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;
    private volatile Runnable beforeWaiting = () -> {};
    private volatile @Nullable Runnable question;
    private boolean asked;

    WatchedInput(InputStream in) {
        this.in = in;
    }

    void beforeWaiting(Runnable action) {
        beforeWaiting = action;
    }

    void askWhenSilent(Runnable toAsk) {
        question = toAsk;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (next == end) {
            beforeWaiting.run();
            int filled = fill();
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

    /** How many bytes the buffer has, or -1 at the end. */
    private int fill() throws IOException {
        while (true) {
            try {
                int count = in.read(buffer, 0, buffer.length);
                asked = false;
                return count;
            } catch (SocketTimeoutException silence) {
                ask(silence);
            }
        }
    }

    @Override
    public int available() throws IOException {
        return end - next + in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void ask(SocketTimeoutException silence) throws SocketTimeoutException {
        Runnable toAsk = question;
        if (toAsk == null || asked) {
            throw silence;
        }
        asked = true;
        toAsk.run();
    }
}
