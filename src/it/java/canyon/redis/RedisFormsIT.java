package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.config.PresenceSettings;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisSettings.SentinelLogin;
import canyon.config.RedisSubscription;
import canyon.config.RedisTls;
import canyon.config.RedisUrl;
import canyon.message.ChannelName;
import canyon.metrics.Meters;
import canyon.support.Authority;
import canyon.support.Await;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** One server, by TLS and by a Unix socket. */
@ExtendWith(RedisServers.class)
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(90)
class RedisFormsIT {
    private static final String USER = "user canyon on >open-sesame ~* &* +@all";

    private Path folder;
    private Authority authority;
    private Authority stranger;

    @BeforeAll
    void certify(@TempDir Path files) throws Exception {
        folder = files;
        authority = Authority.make(files, "ca");
        stranger = Authority.make(files, "stranger");
        authority.certify("redis", "ip:127.0.0.1");
        authority.certify("elsewhere", "dns:redis.example");
        authority.certify("canyon", "dns:canyon.example");
        stranger.certify("intruder", "dns:canyon.example");
    }

    @Test
    void by_tls_with_a_certificate_of_its_own_and_a_user() throws Exception {
        try (RedisProcess redis = tls("redis", "tls-auth-clients yes", USER)) {
            RedisSettings settings = tls(
                    redis,
                    new RedisTls(authority.certificate(), authority.certificate("canyon"), authority.key("canyon")));
            assertHeardAndTold(settings);
        }
    }

    @Test
    void by_tls_with_no_certificate_of_its_own() throws Exception {
        try (RedisProcess redis = tls("redis", "tls-auth-clients no", USER)) {
            assertHeardAndTold(tls(redis, new RedisTls(authority.certificate(), null, null)));
        }
    }

    @Test
    void who_shows_no_certificate_where_one_is_wanted_is_refused() throws Exception {
        try (RedisProcess redis = tls("redis", "tls-auth-clients yes", USER)) {
            assertNotReached(tls(redis, new RedisTls(authority.certificate(), null, null)), "certificate");
            assertNotReached(
                    tls(
                            redis,
                            new RedisTls(
                                    authority.certificate(),
                                    stranger.certificate("intruder"),
                                    stranger.key("intruder"))),
                    "");
        }
    }

    @Test
    void a_server_is_believed_only_with_a_certificate_of_the_authority_for_its_host() throws Exception {
        try (RedisProcess redis = tls("redis", "tls-auth-clients no", USER)) {
            assertNotReached(
                    tls(redis, new RedisTls(stranger.certificate(), null, null)), "unable to find valid certification");
            assertNotReached(tls(redis, RedisTls.NONE), "unable to find valid certification path");
        }
        try (RedisProcess redis = tls("elsewhere", "tls-auth-clients no", USER)) {
            assertNotReached(
                    tls(redis, new RedisTls(authority.certificate(), null, null)),
                    "No subject alternative names matching IP address 127.0.0.1");
        }
    }

    /** A whole Cluster of one node, which was never told its own address. */
    @Test
    void a_cluster_by_tls_and_with_a_user() throws Exception {
        RedisTls tls = new RedisTls(authority.certificate(), null, null);
        try (RedisProcess redis = tls("redis", "tls-auth-clients no", "cluster-enabled yes", "tls-cluster yes", USER)) {
            try (RedisCommands admin = commands(tls(redis, tls))) {
                admin.call(jedis -> jedis.executeCommand(new CommandArguments(Command.CLUSTER)
                        .add("ADDSLOTSRANGE")
                        .add("0")
                        .add("16383")));
            }
            RedisSettings settings = settings("rediss-cluster://canyon:open-sesame@" + redis.place(), tls);
            try (SubscriberRig rig = SubscriberRig.start(settings);
                    ClusterPipe pipe =
                            new ClusterPipe(settings, Objects.requireNonNull(settings.url()), Duration.ofSeconds(2))) {
                rig.awaitSubscribed();
                // It takes a moment until it serves its slots.
                Await.until(() -> assertThat(pipe.carryOut(
                                List.of(RedisCall.script("return 1", List.of("key"), List.of())), place -> true))
                        .containsExactly(1L));

                pipe.carryOut(List.of(RedisCall.of(Command.PUBLISH, "orders", "1")), place -> true);
                assertThat(rig.next()).isEqualTo("orders 1");
            }
        }
    }

    /** Certificates are renewed every few weeks, and servers run longer. */
    @Test
    void a_certificate_that_is_replaced_holds_from_the_next_connection_on() throws Exception {
        Path trusted = folder.resolve("trusted.pem");
        Files.copy(stranger.certificate(), trusted, StandardCopyOption.REPLACE_EXISTING);
        try (RedisProcess redis = tls("redis", "tls-auth-clients no", USER);
                SubscriberRig rig = SubscriberRig.start(tls(redis, new RedisTls(trusted, null, null)))) {
            rig.awaitFailure();

            Files.copy(authority.certificate(), trusted, StandardCopyOption.REPLACE_EXISTING);

            rig.awaitSubscribed();
        }
    }

    @Test
    void a_file_that_is_gone_meanwhile_is_named() throws Exception {
        Path trusted = folder.resolve("gone.pem");
        try (RedisProcess redis = tls("redis", "tls-auth-clients no", USER)) {
            assertNotReached(tls(redis, new RedisTls(trusted, null, null)), trusted + " does not exist");
        }
    }

    @Test
    void by_a_unix_socket() throws Exception {
        try (RedisProcess redis = RedisProcess.server("unixsocket redis.sock", USER)) {
            assertHeardAndTold(unix(redis));
        }
    }

    @Test
    void a_unix_socket_that_was_gone_is_found_again() throws Exception {
        try (RedisProcess redis = RedisProcess.server("unixsocket redis.sock", USER);
                SubscriberRig rig = SubscriberRig.start(unix(redis))) {
            rig.awaitSubscribed();

            redis.kill();
            assertThat(rig.awaitFailure()).contains("is lost", redis.socket().toString());
            redis.startAgain();
            rig.awaitSubscribed();

            publish(redis, "orders", "1");
            assertThat(rig.next()).isEqualTo("orders 1");
        }
    }

    @Test
    void who_waits_on_a_unix_socket_can_be_stopped() throws Exception {
        try (RedisProcess redis = RedisProcess.server("unixsocket redis.sock", USER)) {
            SubscriberRig rig = SubscriberRig.start(unix(redis));
            rig.awaitSubscribed();

            // Sees to it that its thread ends.
            rig.close();
        }
    }

    /** The server keeps those who are there and refuses whoever comes. */
    @Test
    void a_password_that_was_changed_is_told_when_it_matters_and_not_shown() throws Exception {
        try (RedisProcess redis = RedisProcess.server(USER)) {
            RedisSettings settings = settings("redis://canyon:open-sesame@" + redis.place(), RedisTls.NONE);
            try (SubscriberRig rig = SubscriberRig.start(settings);
                    RedisCommands commands = commands(settings);
                    Jedis admin = new Jedis("127.0.0.1", redis.port())) {
                rig.awaitSubscribed();
                admin.aclSetUser("canyon", "resetpass", ">another");
                publish(redis, "orders", "1");
                assertThat(rig.next()).isEqualTo("orders 1");

                admin.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");

                assertThat(rig.log.await("WRONGPASS"))
                        .contains("is not reached: WRONGPASS", "another user or password than canyon.redis.url")
                        .doesNotContain("open-sesame");
                assertThatThrownBy(() -> commands.call(jedis -> jedis.get("key")))
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessageStartingWith("WRONGPASS");
                admin.aclSetUser("canyon", ">open-sesame");
                rig.awaitSubscribed();
            }
        }
    }

    @Test
    void what_redis_refuses_is_refused_and_what_it_cannot_now_may_be_tried_again() throws Exception {
        try (RedisProcess redis = RedisProcess.server("maxmemory 1", "user canyon on >open-sesame ~mine:* +@all");
                RedisCommands commands =
                        commands(settings("redis://canyon:open-sesame@" + redis.place(), RedisTls.NONE))) {
            assertThatThrownBy(() -> commands.call(jedis -> jedis.get("yours")))
                    .isInstanceOfSatisfying(
                            RedisRefusedException.class,
                            refused -> assertThat(refused.isForbidden()).isTrue());
            assertThatThrownBy(() -> commands.call(jedis -> jedis.set("mine:1", "x")))
                    .isInstanceOf(RedisRefusedException.class)
                    .hasMessageStartingWith("OOM");
            redis.kill();
            assertThatThrownBy(() -> commands.call(jedis -> jedis.get("mine:1")))
                    .isInstanceOf(RedisUnavailableException.class);
            redis.startAgain();
            // Connections of before the outage are not tried one after the other.
            assertThat(commands.<String>call(jedis -> jedis.get("mine:1"))).isNull();
        }
    }

    @Test
    void a_frozen_redis_costs_a_command_no_more_than_its_time() throws Exception {
        try (RedisProcess redis = RedisProcess.server(USER);
                RedisCommands commands = new RedisCommands(
                        settings("redis://canyon:open-sesame@" + redis.place(), RedisTls.NONE),
                        Duration.ofMillis(300),
                        1)) {
            commands.call(jedis -> jedis.set("key", "1"));
            redis.freeze();

            long start = System.nanoTime();
            assertThatThrownBy(() -> commands.call(jedis -> jedis.get("key")))
                    .isInstanceOf(RedisUnavailableException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            redis.thaw();
            Retry.until(() ->
                    assertThat(commands.<String>call(jedis -> jedis.get("key"))).isEqualTo("1"));
        }
    }

    private void assertHeardAndTold(RedisSettings settings) throws Exception {
        PresenceFeed feed = new PresenceFeed(
                settings,
                new PresenceSettings(false, true, 100),
                new PresenceFeed.Others("canyon:", () -> false),
                new Meters());
        Thread runner = new Thread(feed);
        runner.start();
        try (SubscriberRig rig = SubscriberRig.start(settings);
                RedisCommands commands = commands(settings)) {
            rig.awaitSubscribed();

            commands.publish("orders".getBytes(UTF_8), "1".getBytes(UTF_8));
            feed.changed(new ChannelName("presence-room"), () -> List.of());

            assertThat(rig.next()).isEqualTo("orders 1");
            feed.stop();
            runner.join();
            assertThat(commands.<String>call(jedis -> jedis.get("presence-room:members")))
                    .isEqualTo("[]");
            assertThat(commands.eval(RedisScript.of("return ARGV[1]"), List.of(), List.of("x".getBytes(UTF_8))))
                    .isEqualTo("x".getBytes(UTF_8));
            assertBurstsAreHeardAsOne(settings, commands);
        }
    }

    private static void assertBurstsAreHeardAsOne(RedisSettings settings, RedisCommands commands) throws Exception {
        Bursts bursts = new Bursts();
        RedisHealth health = new RedisHealth(Clock.systemUTC());
        RedisSubscriber subscriber = new RedisSubscriber(settings, bursts, health);
        Thread thread = new Thread(subscriber);
        thread.start();
        try {
            Await.until(() -> assertThat(health.status().state()).isEqualTo(RedisState.CONNECTED));
            bursts.assertTogether(message -> commands.publish("orders".getBytes(UTF_8), message.getBytes(UTF_8)));
        } finally {
            subscriber.stop();
        }
    }

    private static void assertNotReached(RedisSettings settings, String reason) throws InterruptedException {
        try (SubscriberRig rig = SubscriberRig.start(settings)) {
            assertThat(rig.awaitFailure()).contains("is not reached", reason).doesNotContain("open-sesame");
        }
    }

    private RedisProcess tls(String certificate, String... more) throws Exception {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.add("tls-cert-file " + authority.certificate(certificate));
        lines.add("tls-key-file " + authority.key(certificate));
        lines.add("tls-ca-cert-file " + authority.certificate());
        return RedisProcess.tlsServer(lines.toArray(String[]::new));
    }

    private static RedisSettings tls(RedisProcess redis, RedisTls tls) {
        return settings("rediss://canyon:open-sesame@" + redis.place(), tls);
    }

    private static RedisSettings unix(RedisProcess redis) {
        return settings("redis+unix://canyon:open-sesame@" + redis.socket(), RedisTls.NONE);
    }

    private static RedisSettings settings(String url, RedisTls tls) {
        return new RedisSettings(
                RedisUrl.parse(url),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                tls,
                SentinelLogin.NONE,
                RedisSubscription.PATTERN);
    }

    private static RedisCommands commands(RedisSettings settings) {
        return new RedisCommands(settings, Duration.ofSeconds(2), 2);
    }

    private static void publish(RedisProcess redis, String channel, String message) {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.publish(channel, message);
        }
    }
}
