package canyon.channel;

import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
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
 * How long does it take until a user has joined a presence channel of this many members and left it again, and
 * everybody there has been told both, the user who is there too? One worker. Authorization and sockets are excluded:
 * each write completes at once. {@code mvn -Pjmh package -Djmh.args="PresenceJoin -prof gc -prof canyon.CpuTime"}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PresenceJoinBenchmark {
    private static final ChannelName ROOM = new ChannelName("presence-room");

    @Param({"10", "1000"})
    int members;

    @Param({"socketio", "pusher"})
    String dialect;

    private final Listeners listeners = new Listeners(1);
    private Connection visitor;
    private Member visiting;

    @Setup(Level.Trial)
    public void join() {
        Protocol protocol = dialect.equals("pusher") ? new PusherProtocol() : new EchoProtocol();
        for (int i = 0; i < members; i++) {
            listeners.join(listeners.connection(protocol), ROOM, member(i));
            listeners.await(i + 1L);
        }
        visitor = listeners.connection(protocol);
        visiting = member(members);
    }

    @TearDown(Level.Trial)
    public void stop() {
        listeners.close();
    }

    @Benchmark
    public void joinAndLeave() {
        listeners.join(visitor, ROOM, visiting);
        listeners.await(members + 1L);
        listeners.registry().leave(visitor, ROOM);
        listeners.await(members);
    }

    private static Member member(int id) {
        return Member.of(new JsonText("{\"user_id\":\"" + id + "\",\"user_info\":{\"name\":\"User " + id + "\"}}"))
                .orElseThrow();
    }
}
