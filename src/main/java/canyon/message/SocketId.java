package canyon.message;

import java.security.SecureRandom;

/**
 * Identifies one connection to others: Laravel's {@code X-Socket-ID}, Pusher's {@code socket_id}.
 *
 * @param text any non-empty text when it comes from outside; {@code digits.digits} when Canyon made it, because
 *     Laravel's pusher driver accepts nothing else
 */
public record SocketId(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public SocketId {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("socket id must not be empty");
        }
    }

    /** A new id of 128 random bits. */
    public static SocketId random() {
        return new SocketId(Long.toUnsignedString(RANDOM.nextLong()) + '.' + Long.toUnsignedString(RANDOM.nextLong()));
    }

    @Override
    public String toString() {
        return text;
    }
}
