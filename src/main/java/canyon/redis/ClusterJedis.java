package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Makes clients that send each command to the node of a Redis Cluster that has its key. */
final class ClusterJedis {
    /** A node that fails, one that has moved a key, and the right one. */
    private static final int ATTEMPTS = 4;

    private ClusterJedis() {}

    /**
     * Asks the nodes who has what.
     *
     * @param known further nodes as {@code host:port}
     * @throws redis.clients.jedis.exceptions.JedisException if none answers
     */
    static RedisClusterClient connect(
            RedisUrl url,
            Set<String> known,
            DefaultJedisClientConfig.Builder config,
            TlsSockets tls,
            ConnectionPoolConfig pool,
            Duration timeout) {
        if (url.tls()) {
            secure(config, tls);
        }
        Set<HostAndPort> nodes = Stream.concat(url.places().stream().map(RedisPlace::toString), known.stream())
                .map(HostAndPort::from)
                .collect(Collectors.toSet());
        return RedisClusterClient.builder()
                .nodes(nodes)
                .maxAttempts(ATTEMPTS)
                .maxTotalRetriesDuration(timeout)
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
    }

    /** Jedis's other way wants files of Java's own format. */
    @SuppressWarnings("deprecation")
    private static void secure(DefaultJedisClientConfig.Builder config, TlsSockets tls) {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        try {
            config.ssl(true).sslSocketFactory(tls.factory()).sslParameters(parameters);
        } catch (IOException e) {
            throw new JedisConnectionException("TLS cannot be set up", e);
        }
    }
}
