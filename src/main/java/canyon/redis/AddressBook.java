package canyon.redis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what names of channels in Redis mean, so that a message on a known one makes neither a text nor any other
 * garbage. Bounded: each name has two places, and the one that came last pushes out the older one. Not thread-safe: for
 * the subscriber's thread.
 */
final class AddressBook {
    /** Pairs of places; a power of two. */
    static final int PAIR_COUNT = 4096;

    /** Longer names are read each time. */
    static final int NAME_BYTES = 200;

    private final Address.Reader reader;
    private final @Nullable Entry[] entries = new @Nullable Entry[2 * PAIR_COUNT];

    AddressBook(Address.Reader reader) {
        this.reader = reader;
    }

    /** @param redisChannel kept; not to be changed afterwards */
    Address find(byte[] redisChannel) {
        int hash = Arrays.hashCode(redisChannel);
        int first = 2 * ((hash ^ (hash >>> 16)) & (PAIR_COUNT - 1));
        Entry newer = entries[first];
        if (newer != null && Arrays.equals(newer.redisChannel, redisChannel)) {
            return newer.address;
        }
        Entry older = entries[first + 1];
        if (older != null && Arrays.equals(older.redisChannel, redisChannel)) {
            return older.address;
        }
        Address address = reader.read(redisChannel);
        if (redisChannel.length <= NAME_BYTES) {
            entries[first + 1] = newer;
            entries[first] = new Entry(redisChannel, address);
        }
        return address;
    }

    private record Entry(byte[] redisChannel, Address address) {}
}
