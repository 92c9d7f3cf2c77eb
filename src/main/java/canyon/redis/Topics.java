package canyon.redis;

import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** What a subscriber hears. */
interface Topics {
    /**
     * For one connection.
     *
     * @param onSubscribed run once, when everything that is wanted at first is subscribed to
     */
    Subscription subscription(RedisListener listener, Runnable onSubscribed);

    /** For the log, after "subscribed to". */
    @Override
    String toString();

    static Topics patterns(List<String> patterns) {
        return fixed(Command.PSUBSCRIBE, patterns);
    }

    static Topics channels(List<String> channels) {
        return fixed(Command.SUBSCRIBE, channels);
    }

    private static Topics fixed(Command command, List<String> names) {
        return new Topics() {
            @Override
            public Subscription subscription(RedisListener listener, Runnable onSubscribed) {
                return new FixedSubscription(command, names, listener, onSubscribed);
            }

            @Override
            public String toString() {
                return String.join(" ", names);
            }
        };
    }
}
