package canyon.protocol;

import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.protocol.pusher.PusherProtocol;
import canyon.protocol.socketio.EchoProtocol;
import canyon.protocol.socketio.Packet;
import canyon.protocol.socketio.PacketCodec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to understand what a client says: a subscription, and a whisper of 150 characters? Engine.IO,
 * authorization and what follows from the message are excluded. {@code mvn -Pjmh package -Djmh.args="Decode -prof gc
 * -prof canyon.CpuTime"}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
    private static final String TEXT = "x".repeat(150);

    private final EchoProtocol echo = new EchoProtocol();
    private final PusherProtocol pusher = new PusherProtocol();
    private String echoSubscribe = "2[\"subscribe\",{\"channel\":\"private-orders.7\",\"auth\":{\"headers\":"
            + "{\"Authorization\":\"Bearer 0123456789abcdef0123456789abcdef\"}}}]";
    private String echoWhisper = "2[\"client event\",{\"channel\":\"private-orders.7\",\"event\":\"client-typing\","
            + "\"data\":{\"text\":\"" + TEXT + "\"}}]";
    private String pusherSubscribe = "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-orders.7\","
            + "\"auth\":\"app-key:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}}";
    private String pusherWhisper =
            "{\"event\":\"client-typing\",\"channel\":\"private-orders.7\"," + "\"data\":{\"text\":\"" + TEXT + "\"}}";

    @Benchmark
    public Optional<ClientMessage> socketIoSubscribe() throws MalformedMessageException {
        return socketIo(echoSubscribe);
    }

    @Benchmark
    public Optional<ClientMessage> socketIoWhisper() throws MalformedMessageException {
        return socketIo(echoWhisper);
    }

    @Benchmark
    public ClientMessage pusherSubscribe() throws MalformedMessageException {
        return pusher.decode(pusherSubscribe);
    }

    @Benchmark
    public ClientMessage pusherWhisper() throws MalformedMessageException {
        return pusher.decode(pusherWhisper);
    }

    private Optional<ClientMessage> socketIo(String text) throws MalformedMessageException {
        Packet packet = PacketCodec.decode(text);
        List<JsonText> data = packet.data().elements();
        return echo.decode(data.get(0).string(), data.subList(1, data.size()));
    }
}
