package canyon.redis;

import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.config.RedisPrefixes;
import canyon.connection.Connection;
import canyon.connection.Outbox;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.SocketId;
import canyon.metrics.Meters;
import canyon.protocol.Encodings;
import canyon.protocol.Protocol;
import canyon.protocol.pusher.PusherProtocol;
import canyon.protocol.socketio.EchoProtocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a message from Redis cost on the subscriber's thread, from the bytes that Jedis hands over: one that nobody
 * on this node listens to, and one that becomes a frame? Redis, sockets, Jedis and the threads of the fan-out are
 * excluded. {@code mvn -Pjmh package -Djmh.args="RedisMessage -prof gc -prof canyon.CpuTime"}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RedisMessageBenchmark {
    private static final int FOREIGN_COUNT = 1024;

    /** Characters of the payload. */
    @Param({"200", "20000"})
    int size;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Protocol socketIo = new EchoProtocol();
    private final Protocol pusher = new PusherProtocol();
    private final Meters meters = new Meters();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final FanOut fanOut = new FanOut(registry, meters, 1 << 24);
    private final LaravelMessages messages =
            new LaravelMessages(RedisPrefixes.parse("*_database_,*-database-,none"), 1 << 20);
    private final LaravelEvents events =
            new LaravelEvents(messages, new Publisher(fanOut, meters, 200), registry, meters);
    private final AddressBook addresses = new AddressBook(messages::address);
    private final byte[] own = bytes("laravel_database_orders");
    private final byte[][] foreign = new byte[FOREIGN_COUNT][];
    private byte[] message = {};
    private int next;

    @Setup
    public void start() {
        fanOut.start(threads);
        registry.join(
                new Connection(
                        new Connection.Identity("", SocketId.random()),
                        socketIo,
                        new Outbox(1024, cause -> {}),
                        reason -> {}),
                new ChannelName("orders"));
        for (int i = 0; i < FOREIGN_COUNT; i++) {
            foreign[i] = bytes("laravel_database_others." + i);
        }
        message = bytes("{\"event\":\"App\\\\Events\\\\Shipped\",\"data\":{\"id\":7,\"price\":12.50,\"text\":\""
                + "x".repeat(size) + "\"},\"socket\":\"1234.5678\"}");
    }

    @TearDown
    public void stop() {
        fanOut.stop();
        threads.shutdownNow();
    }

    @Benchmark
    public void foreign() throws InterruptedException {
        next = (next + 1) % FOREIGN_COUNT;
        events.receive(foreign[next].clone(), message);
    }

    /** As it was before, but for the queue: everything is read, then nobody listens. */
    @Benchmark
    public boolean rejectedForeignRead() {
        next = (next + 1) % FOREIGN_COUNT;
        LaravelMessage read = rejectedByTree(foreign[next]);
        return registry.isOccupied(((LaravelMessage.Event) read).broadcast().channel());
    }

    @Benchmark
    public Broadcast read() {
        Address.Known address = (Address.Known) addresses.find(own);
        return ((LaravelMessage.Event) messages.read(address, message)).broadcast();
    }

    /** As it was before: validated, then cut into a map of all members. */
    @Benchmark
    public Broadcast rejectedReadByTree() {
        return ((LaravelMessage.Event) rejectedByTree(own)).broadcast();
    }

    private LaravelMessage rejectedByTree(byte[] channel) {
        Address.Known address = (Address.Known) messages.address(channel);
        try {
            Map<String, JsonText> members =
                    JsonText.parse(new String(message, StandardCharsets.UTF_8)).members();
            return new LaravelMessage.Event(
                    address.redisChannel(),
                    new Broadcast(
                            address.name(),
                            members.get("event").string(),
                            members.get("data"),
                            new SocketId(members.get("socket").string())));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public ByteBuffer toSocketIoFrame() {
        return toFrame(socketIo);
    }

    @Benchmark
    public ByteBuffer toPusherFrame() {
        return toFrame(pusher);
    }

    private ByteBuffer toFrame(Protocol protocol) {
        return new Encodings(List.of(read())).in(protocol).get(0).webSocketBytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
