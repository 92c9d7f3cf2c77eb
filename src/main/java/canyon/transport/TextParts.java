package canyon.transport;

import jakarta.websocket.MessageHandler;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the text messages of one WebSocket together from the parts in which a container hands them over, and holds the
 * bound while they arrive. For one thread at a time.
 */
public final class TextParts implements MessageHandler.Partial<String> {
    /** What one UTF-16 unit may take. */
    private static final int MAX_BYTES_PER_UNIT = 3;

    private final int maxBytes;
    private final TextTaker taker;
    private @Nullable StringBuilder begun;
    private long bytes;
    private boolean over;

    /** @param maxBytes of a message in UTF-8 */
    public TextParts(int maxBytes, TextTaker taker) {
        this.maxBytes = maxBytes;
        this.taker = taker;
    }

    @Override
    public void onMessage(String part, boolean last) {
        if (over) {
            bytes += part.length();
            if (bytes > 2L * maxBytes) {
                taker.unstopped();
            }
        } else if (begun == null && last) {
            // Nearly all messages come in one part: it is not copied.
            if (exceeds(part, maxBytes)) {
                tooBig(part.length());
            } else {
                taker.text(part);
            }
        } else {
            add(part, last);
        }
    }

    private void add(String part, boolean last) {
        bytes += part.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            tooBig(bytes);
            return;
        }
        StringBuilder all = begun == null ? new StringBuilder(part.length() * 2) : begun;
        all.append(part);
        begun = all;
        if (last) {
            begun = null;
            bytes = 0;
            taker.text(all.toString());
        }
    }

    private void tooBig(long so) {
        over = true;
        bytes = so;
        begun = null;
        taker.tooBig();
    }

    /** Whether {@code text} takes more than {@code maxBytes}; looks at its characters only where that is close. */
    public static boolean exceeds(String text, int maxBytes) {
        return text.length() > maxBytes / MAX_BYTES_PER_UNIT
                && (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes);
    }
}
