package canyon.protocol;

import canyon.message.Broadcast;
import canyon.message.ServerMessage;
import canyon.message.SocketId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one channel that go out together, encoded once for each protocol that its subscribers speak. Safe for
 * use from any thread.
 */
public final class Encodings {
    private final List<Addressed> messages;
    private final Set<SocketId> excluded = new HashSet<>();
    private final IdentityHashMap<Protocol, List<Encoded>> frames = new IdentityHashMap<>();
    private final IdentityHashMap<Protocol, List<Segment>> segments = new IdentityHashMap<>();

    /** @param broadcasts of one channel, in their order */
    public Encodings(List<Broadcast> broadcasts) {
        this(broadcasts.stream().map(Addressed::of), broadcasts.size());
        for (Broadcast broadcast : broadcasts) {
            if (broadcast.except() != null) {
                excluded.add(broadcast.except());
            }
        }
    }

    private Encodings(Stream<Addressed> messages, int count) {
        this.messages = messages.collect(Collectors.toCollection(() -> new ArrayList<>(count)));
    }

    /** Of one channel's messages in their order, for everybody. */
    public static Encodings forAll(List<ServerMessage> messages) {
        return new Encodings(messages.stream().map(message -> new Addressed(message, null)), messages.size());
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** True if some connection must not get all of it: then ask with {@link #in(Protocol, SocketId)}. */
    public boolean excludes(SocketId receiver) {
        return !excluded.isEmpty() && excluded.contains(receiver);
    }

    public synchronized List<Segment> in(Protocol protocol) {
        return segments.computeIfAbsent(
                protocol, p -> joined(framesIn(p).stream().map(Encoded::frame).toList()));
    }

    /** What one receiver gets, without what excludes it. */
    public synchronized List<Segment> in(Protocol protocol, SocketId receiver) {
        return joined(framesIn(protocol).stream()
                .filter(encoded -> !receiver.equals(encoded.except()))
                .map(Encoded::frame)
                .toList());
    }

    private static List<Segment> joined(List<Frame> frames) {
        return frames.isEmpty() ? List.of() : Segment.join(frames);
    }

    private List<Encoded> framesIn(Protocol protocol) {
        return frames.computeIfAbsent(
                protocol,
                p -> messages.stream()
                        .filter(addressed -> p.knows(addressed.message()))
                        .map(addressed -> new Encoded(p.encode(addressed.message()), addressed.except()))
                        .toList());
    }

    /** @param except who must not get it */
    private record Encoded(Frame frame, @Nullable SocketId except) {}

    /** @param except who must not get it */
    private record Addressed(
            ServerMessage message, @Nullable SocketId except) {
        static Addressed of(Broadcast broadcast) {
            return new Addressed(new ServerMessage.Event(broadcast), broadcast.except());
        }
    }
}
