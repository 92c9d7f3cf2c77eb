package canyon.redis;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;

/** A connection on which one thread reads what is published while others, one at a time, send commands. */
final class PubSubConnection extends Connection {
    PubSubConnection(RedisLink link, JedisClientConfig config) {
        super(link, config);
    }

    /** Sends a command whose answers the reading thread will see. */
    void send(Command command, byte[]... names) {
        CommandArguments arguments = new CommandArguments(command);
        for (byte[] name : names) {
            arguments.add(name);
        }
        sendCommand(arguments);
        flush();
    }
}
