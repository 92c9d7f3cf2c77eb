package canyon.channel;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.protocol.Protocol;
import canyon.protocol.pusher.PusherProtocol;
import canyon.protocol.socketio.EchoProtocol;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * How long does it take from publishing until the writer of every subscriber has its bytes: one event, and a burst of
 * 64 that goes out in natural batches? Two workers, half of the subscribers speak each dialect. Sockets are excluded:
 * each write completes at once. {@code mvn -Pjmh package -Djmh.args="Publish -prof gc -prof canyon.CpuTime"}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PublishBenchmark {
    private static final int BURST_COUNT = 64;
    private static final ChannelName ORDERS = new ChannelName("orders");

    @Param({"100", "10000"})
    int subscribers;

    private final Listeners listeners = new Listeners(2);
    private final Publisher publisher = listeners.publisher();
    private final Broadcast broadcast = new Broadcast(
            ORDERS, "App\\Events\\Shipped", new JsonText("{\"id\":7,\"text\":\"" + "x".repeat(150) + "\"}"), null);

    @Setup(Level.Trial)
    public void join() {
        Protocol[] dialects = {new EchoProtocol(), new PusherProtocol()};
        for (int i = 0; i < subscribers; i++) {
            listeners.registry().join(listeners.connection(dialects[i % 2]), ORDERS);
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        listeners.close();
    }

    @Benchmark
    public void one() throws InterruptedException {
        publisher.publish(broadcast);
        listeners.await(subscribers);
    }

    @Benchmark
    public void burst() throws InterruptedException {
        for (int i = 0; i < BURST_COUNT; i++) {
            publisher.publish(broadcast);
        }
        listeners.await((long) BURST_COUNT * subscribers);
    }
}
