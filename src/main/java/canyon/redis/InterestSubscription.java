package canyon.redis;

import canyon.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** To what a {@link RedisInterest} wants, which changes. */
final class InterestSubscription extends Subscription {
    private final RedisInterest interest;
    private @Nullable RedisLink link;
    private @Nullable PubSubConnection connection;
    private boolean attached;

    InterestSubscription(RedisInterest interest, RedisListener listener, Runnable onSubscribed) {
        super(listener, onSubscribed);
        this.interest = interest;
    }

    @Override
    void begin(RedisLink way, PubSubConnection open) {
        link = way;
        connection = open;
        open.send(Command.SUBSCRIBE, interest.alive());
    }

    @Override
    void answered() {
        if (!attached) {
            attached = true;
            if (!interest.attach(this::send)) {
                complete();
            }
        } else if (interest.answered()) {
            complete();
        }
    }

    /** A user may have the right to some channels only, and clients choose their names. */
    @Override
    void refused(JedisDataException refusal) {
        if (!attached || !RedisFailure.isForbidden(refusal)) {
            throw refusal;
        }
        if (interest.refused(RedisFailure.reason(refusal, List.<Secret>of()))) {
            complete();
        }
    }

    @Override
    void askForSignOfLife(PubSubConnection open) {
        interest.askForSignOfLife();
    }

    @Override
    void end() {
        interest.detach();
    }

    /** The reading thread finds out that a connection does not take commands any more. */
    private void send(Command command, byte[]... names) {
        try {
            if (connection != null) {
                connection.send(command, names);
            }
        } catch (JedisException e) {
            if (link != null) {
                link.cut();
            }
        }
    }
}
