package canyon.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads on after a time-out, once it has asked the other end for a sign of life; fails if none comes until the next
 * one. The time that a reader spends elsewhere does not count. Not thread-safe, except for {@link #askWhenSilent}.
 */
final class WatchedInput extends BlockInput {
    private final InputStream in;
    private volatile @Nullable Runnable question;
    private boolean asked;

    WatchedInput(InputStream in) {
        this.in = in;
    }

    void askWhenSilent(Runnable toAsk) {
        question = toAsk;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            try {
                int count = in.read(bytes, offset, length);
                asked = false;
                return count;
            } catch (SocketTimeoutException silence) {
                ask(silence);
            }
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
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
