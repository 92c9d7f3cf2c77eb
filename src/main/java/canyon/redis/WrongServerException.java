package canyon.redis;

import redis.clients.jedis.exceptions.JedisException;

/** Somebody answers, but not what the URL of Redis promises. */
final class WrongServerException extends JedisException {
    private static final long serialVersionUID = 1;

    /** @param message for people, without secrets */
    WrongServerException(String message) {
        super(message);
    }
}
