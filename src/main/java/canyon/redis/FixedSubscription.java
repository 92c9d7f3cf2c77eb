package canyon.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** To channels, or patterns of them, that are the same for ever. */
final class FixedSubscription extends Subscription {
    private final Command command;
    private final byte[][] names;
    private int answers;

    /** @param names at least one */
    FixedSubscription(Command command, List<String> names, RedisListener listener, Runnable onSubscribed) {
        super(listener, onSubscribed);
        this.command = command;
        this.names = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    @Override
    void begin(RedisLink link, PubSubConnection connection) {
        connection.send(command, names);
    }

    /**
     * Subscribing again to a known name changes nothing, is answered at once, and needs no right that the user has not
     * got; PING would.
     */
    @Override
    void askForSignOfLife(PubSubConnection connection) {
        connection.send(command, names[0]);
    }

    @Override
    void answered() {
        answers++;
        if (answers == names.length) {
            complete();
        }
    }
}
