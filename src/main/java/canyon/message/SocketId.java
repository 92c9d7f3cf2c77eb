package canyon.message;

import java.security.SecureRandom;
import java.util.OptionalInt;

/**
 * Identifies one connection to others: Laravel's {@code X-Socket-ID}, Pusher's {@code socket_id}.
 *
 * @param text any non-empty text when it comes from outside; {@code digits.digits} when Canyon made it, because
 *     Laravel's pusher driver accepts nothing else
 */
public record SocketId(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NODE_SHIFT = 32;
    private static final long NODE_BITS = 0xffff_ffffL;
    private static final int DECIMAL = 10;

    /** Random where nobody needs to know. */
    private static volatile int node = RANDOM.nextInt();

    public SocketId {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("socket id must not be empty");
        }
    }

    /** A new id: 32 bits that tell this node, and 96 random ones. */
    public static SocketId random() {
        long first = ((long) node << NODE_SHIFT) | (RANDOM.nextInt() & NODE_BITS);
        return new SocketId(Long.toUnsignedString(first) + '.' + Long.toUnsignedString(RANDOM.nextLong()));
    }

    /** All ids that are made from now on tell this node; to be called once, before clients come. */
    public static void tellNode(int number) {
        node = number;
    }

    /** What all ids tell that are made here. */
    public static int ownNode() {
        return node;
    }

    /** The node that made it, as far as anybody can tell who does not know whether a Canyon did. */
    public OptionalInt node() {
        int dot = text.indexOf('.');
        if (dot < 1) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of((int) (Long.parseUnsignedLong(text, 0, dot, DECIMAL) >>> NODE_SHIFT));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
