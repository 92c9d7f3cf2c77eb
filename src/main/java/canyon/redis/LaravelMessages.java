package canyon.redis;

import canyon.config.RedisPrefixes;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.SocketId;
import canyon.metrics.Drop;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Laravel's RedisBroadcaster publishes: {@code {"event", "data", "socket"}}. Safe for use from any thread.
 */
public final class LaravelMessages {
    /** What Java's decoder puts in place of bytes that are not UTF-8; a text may also hold it rightly. */
    private static final char REPLACEMENT = '\uFFFD';

    private final RedisPrefixes prefixes;
    private final int maxBytes;

    /** @param maxBytes of one message */
    public LaravelMessages(RedisPrefixes prefixes, int maxBytes) {
        this.prefixes = prefixes;
        this.maxBytes = maxBytes;
    }

    /** What the name of a channel means. */
    Address address(byte[] channel) {
        String redisChannel = utf8(channel);
        if (redisChannel == null) {
            return new Address.Closed(Drop.REDIS_CHANNEL);
        }
        if (ChannelName.isBetweenNodes(redisChannel)) {
            return new Address.Closed(Drop.RESERVED_CHANNEL);
        }
        Optional<String> stripped = prefixes.strip(redisChannel);
        if (stripped.isEmpty()) {
            return new Address.Closed(Drop.REDIS_NOT_OURS);
        }
        ChannelName name;
        try {
            name = new ChannelName(stripped.get());
        } catch (IllegalArgumentException e) {
            return new Address.Closed(Drop.REDIS_CHANNEL);
        }
        return name.isReserved()
                ? new Address.Closed(Drop.RESERVED_CHANNEL)
                : new Address.Known(redisChannel, name, name.isCache());
    }

    boolean isTooBig(byte[] message) {
        return message.length > maxBytes;
    }

    LaravelMessage read(byte[] channel, byte[] message) {
        Address address = address(channel);
        return address instanceof Address.Known known
                ? read(known, message)
                : new LaravelMessage.Dropped(((Address.Closed) address).reason());
    }

    LaravelMessage read(Address.Known address, byte[] message) {
        if (isTooBig(message)) {
            return new LaravelMessage.Dropped(Drop.REDIS_TOO_BIG);
        }
        String text = utf8(message);
        if (text == null) {
            return new LaravelMessage.Dropped(Drop.REDIS_NOT_JSON);
        }
        try {
            return event(address, JsonText.excerpt(text, "event", "data", "socket"));
        } catch (MalformedJsonException e) {
            return new LaravelMessage.Dropped(Drop.REDIS_NOT_JSON);
        }
    }

    private static LaravelMessage event(Address.Known address, @Nullable JsonText... members) {
        JsonText event = members[0];
        if (event == null || !event.isString()) {
            return new LaravelMessage.Dropped(Drop.REDIS_NO_EVENT);
        }
        JsonText data = members[1] == null ? JsonText.NULL : members[1];
        return new LaravelMessage.Event(
                address.redisChannel(), new Broadcast(address.name(), event.string(), data, socketId(members[2])));
    }

    private static @Nullable SocketId socketId(@Nullable JsonText socket) {
        if (socket == null || !socket.isString()) {
            return null;
        }
        String id = socket.string();
        return id.isEmpty() ? null : new SocketId(id);
    }

    /** Null if it is not UTF-8. The JDK's quick way replaces what is wrong; only then the strict one is needed. */
    private static @Nullable String utf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || isUtf8(bytes) ? text : null;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
