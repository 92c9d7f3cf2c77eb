package canyon.transport;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the text messages of one WebSocket together from the parts in which a container hands them over, and holds the
 * bound while they arrive. For one thread at a time.
 */
public final class TextParts {
    /** What one UTF-16 unit may take. */
    private static final int MAX_BYTES_PER_UNIT = 3;

    private final int maxBytes;
    private @Nullable StringBuilder begun;
    private long bytes;
    private String text = "";
    private boolean over;

    /** @param maxBytes of a message in UTF-8 */
    public TextParts(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes a part, which is the message's {@code last} one or not. */
    public Progress add(String part, boolean last) {
        if (over) {
            bytes += part.length();
            return bytes > 2L * maxBytes ? Progress.UNSTOPPED : Progress.UNFINISHED;
        }
        if (begun == null && last) {
            // Nearly all messages come in one part: it is not copied.
            text = part;
            return exceeds(part, maxBytes) ? tooBig(part.length()) : Progress.WHOLE;
        }
        bytes += part.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            return tooBig(bytes);
        }
        StringBuilder all = begun == null ? new StringBuilder(part.length() * 2) : begun;
        all.append(part);
        begun = all;
        if (!last) {
            return Progress.UNFINISHED;
        }
        text = all.toString();
        begun = null;
        bytes = 0;
        return Progress.WHOLE;
    }

    private Progress tooBig(long so) {
        over = true;
        bytes = so;
        begun = null;
        text = "";
        return Progress.TOO_BIG;
    }

    /** The message that has just become {@link Progress#WHOLE}; can be had once. */
    public String take() {
        String taken = text;
        text = "";
        return taken;
    }

    /** Whether {@code text} takes more than {@code maxBytes}; looks at its characters only where that is close. */
    public static boolean exceeds(String text, int maxBytes) {
        return text.length() > maxBytes / MAX_BYTES_PER_UNIT
                && (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes);
    }

    /** What a part has made of its message. */
    public enum Progress {
        /** There is more to come. */
        UNFINISHED,
        /** {@link #take} has it. */
        WHOLE,
        /** It has just become too big; it is dropped, and so is what follows. */
        TOO_BIG,
        /** It was too big, and the client goes on and on with it. */
        UNSTOPPED
    }
}
