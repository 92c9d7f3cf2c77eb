package canyon.protocol;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.protocol.pusher.PusherProtocol;
import canyon.protocol.socketio.EchoProtocol;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to make the WebSocket bytes of one broadcast, once for all subscribers that speak a dialect?
 * Reading the broadcast, the registry and sockets are excluded. {@code mvn -Pjmh package -Djmh.args="Encode -prof gc
 * -prof canyon.CpuTime"}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodeBenchmark {
    /** Characters of the payload's longest member. */
    @Param({"150", "20000"})
    int size;

    private final Protocol socketIo = new EchoProtocol();
    private final Protocol pusher = new PusherProtocol();
    private Broadcast broadcast =
            new Broadcast(new ChannelName("orders"), "App\\Events\\Shipped", JsonText.NULL, new SocketId("1.2"));

    @Setup
    public void makeBroadcast() {
        JsonText data = new JsonText("{\"id\":7,\"price\":12.50,\"text\":\"" + "x".repeat(size) + "\"}");
        broadcast = new Broadcast(broadcast.channel(), broadcast.event(), data, broadcast.except());
    }

    @Benchmark
    public ByteBuffer socketIo() {
        return encoded(socketIo);
    }

    @Benchmark
    public ByteBuffer pusher() {
        return encoded(pusher);
    }

    /** As it was before: a list of arguments, joined. */
    @Benchmark
    public byte[] rejectedSocketIoByElements() {
        JsonText arguments = JsonText.ofElements(List.of(
                JsonText.ofString(broadcast.event()),
                JsonText.ofString(broadcast.channel().text()),
                broadcast.data()));
        return Frame.text("42" + arguments).webSocketBytes();
    }

    /** As it was before: a map of members, joined by a stream. */
    @Benchmark
    public byte[] rejectedPusherByMap() {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("event", JsonText.ofString(broadcast.event()));
        members.put("channel", JsonText.ofString(broadcast.channel().text()));
        members.put("data", broadcast.payload().quoted());
        return Frame.text(members.entrySet().stream()
                        .map(member -> JsonText.ofString(member.getKey()) + ":" + member.getValue())
                        .collect(Collectors.joining(",", "{", "}")))
                .webSocketBytes();
    }

    private ByteBuffer encoded(Protocol protocol) {
        return new Encodings(List.of(broadcast)).in(protocol).get(0).webSocketBytes();
    }
}
