package canyon.boot;

import canyon.auth.AuthEndpoint;
import canyon.auth.AuthPool;
import canyon.auth.LaravelAuthorizer;
import canyon.auth.http.HttpSettings;
import canyon.auth.http.LaravelClient;
import canyon.broker.Broker;
import canyon.broker.LocalBroker;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.PresenceObserver;
import canyon.channel.Publisher;
import canyon.config.AuthSettings;
import canyon.config.Limits;
import canyon.config.Settings;
import canyon.config.SocketIoSettings;
import canyon.connection.Connections;
import canyon.connection.HeartbeatMonitor;
import canyon.conversation.ConversationLimits;
import canyon.conversation.Conversations;
import canyon.conversation.Services;
import canyon.metrics.Meters;
import canyon.protocol.socketio.EchoProtocol;
import canyon.redis.LaravelEvents;
import canyon.redis.LaravelMessages;
import canyon.redis.PresenceFeed;
import canyon.redis.RedisHealth;
import canyon.redis.RedisSubscriber;
import canyon.transport.FrameWriters;
import canyon.transport.engineio.EngineDoor;
import canyon.transport.engineio.EngineServer;
import canyon.transport.engineio.EngineSettings;
import canyon.transport.engineio.EngineSettings.EngineLimits;
import canyon.transport.engineio.EngineSettings.Heartbeat;
import canyon.transport.engineio.EngineTransport;
import canyon.transport.socketio.EchoApplication;
import canyon.transport.socketio.SocketServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All parts of one running Canyon, put together from its settings. */
final class Node {
    static final String SOCKET_IO_PATH = "/socket.io";

    private final Settings settings;
    private final Meters meters = new Meters();
    private final Connections connections = new Connections();
    private final ChannelRegistry registry;
    private final @Nullable PresenceFeed presenceFeed;
    private final FanOut fanOut;
    private final Publisher publisher;
    private final RedisHealth redisHealth = new RedisHealth(Clock.systemUTC());
    private final HeartbeatMonitor monitor;
    private final EngineServer engine;
    private final AuthPool authPool;
    private final AuthEndpoint authEndpoint;

    /** @param threads whose context class loader is the application's */
    Node(Settings settings, ThreadFactory threads) {
        this.settings = settings;
        Limits limits = settings.limits();
        authPool = new AuthPool(settings.auth().load(), threads);
        AuthSettings auth = settings.auth();
        authEndpoint = new LaravelClient(
                new HttpSettings(
                        auth.timeout(),
                        auth.tlsVerify(),
                        limits.authBodyBytes(),
                        auth.load().concurrency()),
                threads);
        boolean tellsRedis =
                settings.redis().url() != null && settings.presence().isTold();
        presenceFeed = tellsRedis ? new PresenceFeed(settings.redis(), settings.presence(), meters) : null;
        registry = new ChannelRegistry(
                settings.fanOut().workers(), presenceFeed == null ? PresenceObserver.NOBODY : presenceFeed);
        fanOut = new FanOut(registry, meters, limits.intakeBytes());
        publisher = new Publisher(fanOut, meters, limits.eventNameLength());
        SocketIoSettings socketIo = settings.socketIo();
        EchoApplication echo = new EchoApplication(
                new EchoProtocol(socketIo.errorDetails()), new Conversations(services()), connections);
        EngineSettings engineSettings = engineSettings(socketIo, limits);
        monitor = new HeartbeatMonitor(shorter(engineSettings.shortestTimeout(), socketIo.connectTimeout()));
        engine = new EngineServer(
                engineSettings, new SocketServer(echo, socketIo.connectTimeout(), socketIo.maxPayloadBytes()), monitor);
    }

    private Services services() {
        Limits limits = settings.limits();
        return new Services(
                registry,
                broker(),
                new LaravelAuthorizer(authEndpoint, settings.auth(), settings.origins()),
                authPool,
                new ConversationLimits(
                        limits.channelsPerConnection(),
                        limits.channelNameLength(),
                        settings.auth().load().perConnection(),
                        limits.presenceMembers(),
                        limits.presenceMemberBytes(),
                        limits.clientEventsPerSecond()),
                meters);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static EngineSettings engineSettings(SocketIoSettings socketIo, Limits limits) {
        Set<EngineTransport> transports = socketIo.transports().stream()
                .map(transport -> EngineTransport.valueOf(transport.name()))
                .collect(Collectors.toUnmodifiableSet());
        return new EngineSettings(
                transports,
                new Heartbeat(socketIo.pingInterval(), socketIo.pingTimeout(), socketIo.upgradeTimeout()),
                new EngineLimits(
                        socketIo.maxPayloadBytes(),
                        limits.packetsPerPayload(),
                        limits.outboxBytes(),
                        limits.writeTimeout(),
                        limits.connections()));
    }

    EngineDoor door() {
        FrameWriters writers = settings.fastPath() ? FrameWriters.fastest() : FrameWriters.portable();
        return new EngineDoor(engine, SOCKET_IO_PATH, settings.origins(), settings.proxies(), writers);
    }

    /** @param threads runs each task on a thread of its own until it is interrupted */
    void start(Executor threads) {
        fanOut.start(threads);
        threads.execute(monitor);
        if (presenceFeed != null) {
            threads.execute(presenceFeed);
        }
    }

    /** Closes all connections; threads end when they are interrupted. */
    void stop() {
        engine.stop();
        try {
            authPool.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        authEndpoint.close();
        if (presenceFeed != null) {
            presenceFeed.stop();
        }
        fanOut.stop();
        monitor.stop();
    }

    /** The one that hears Laravel; a URL of Redis must be configured. */
    RedisSubscriber redisSubscriber() {
        LaravelMessages messages = new LaravelMessages(
                settings.redis().prefixes(), settings.limits().redisMessageBytes());
        return new RedisSubscriber(
                settings.redis(), new LaravelEvents(messages, publisher, registry, meters), redisHealth);
    }

    Settings settings() {
        return settings;
    }

    Broker broker() {
        return new LocalBroker(publisher);
    }

    ChannelRegistry registry() {
        return registry;
    }

    EngineServer engine() {
        return engine;
    }
}
