package canyon.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer's body, as much as the limit allows. Not thread-safe. */
final class BoundedBody {
    private static final int CHUNK_BYTES = 8192;

    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean truncated;

    BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @param late asked after each piece, so that an endless trickle ends */
    void readFrom(InputStream in, BooleanSupplier late) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        int read = in.read(chunk);
        while (read >= 0) {
            int room = maxBytes - bytes.size();
            bytes.write(chunk, 0, Math.min(read, room));
            if (read > room) {
                truncated = true;
                return;
            }
            if (late.getAsBoolean()) {
                throw new SocketTimeoutException("the answer's body did not end in time");
            }
            read = in.read(chunk);
        }
    }

    /**
     * Checks that the connection did not end before the body did, which HttpURLConnection does not tell.
     *
     * @param contentLength what the answer's header says, if it has any
     */
    void requireAll(@Nullable String contentLength) throws IOException {
        if (!truncated && contentLength != null && !contentLength.equals(String.valueOf(bytes.size()))) {
            throw new EOFException("the answer's body ended after " + bytes.size() + " of " + contentLength + " bytes");
        }
    }

    boolean isTruncated() {
        return truncated;
    }

    String text() {
        return bytes.toString(UTF_8);
    }
}
