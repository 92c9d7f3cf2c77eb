package canyon.protocol;

import canyon.message.Broadcast;
import canyon.message.ServerMessage;
import canyon.message.SocketId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one channel that go out together, encoded once for each protocol that its subscribers speak. Safe for
 * use from any thread.
 */
public final class Encodings {
    /** Usual ones; more only take more memory. */
    private static final int PROTOCOL_COUNT = 2;

    private final List<Addressed> messages;
    private final Set<SocketId> excluded;
    private final IdentityHashMap<Protocol, List<Encoded>> frames = new IdentityHashMap<>(PROTOCOL_COUNT);
    private final IdentityHashMap<Protocol, List<Segment>> segments = new IdentityHashMap<>(PROTOCOL_COUNT);

    /** @param broadcasts of one channel, in their order */
    public Encodings(List<Broadcast> broadcasts) {
        this(addressed(broadcasts), excluded(broadcasts));
    }

    private Encodings(List<Addressed> messages, Set<SocketId> excluded) {
        this.messages = messages;
        this.excluded = excluded;
    }

    /** Of one channel's messages in their order, for everybody. */
    public static Encodings forAll(List<ServerMessage> messages) {
        return new Encodings(
                messages.stream().map(message -> new Addressed(message, null)).toList(), Set.of());
    }

    private static List<Addressed> addressed(List<Broadcast> broadcasts) {
        List<Addressed> messages = new ArrayList<>(broadcasts.size());
        for (Broadcast broadcast : broadcasts) {
            messages.add(new Addressed(new ServerMessage.Event(broadcast), broadcast.except()));
        }
        return messages;
    }

    private static Set<SocketId> excluded(List<Broadcast> broadcasts) {
        Set<SocketId> excluded = Set.of();
        for (Broadcast broadcast : broadcasts) {
            if (broadcast.except() != null) {
                excluded = excluded.isEmpty() ? new HashSet<>() : excluded;
                excluded.add(broadcast.except());
            }
        }
        return excluded;
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** True if some connection must not get all of it: then ask with {@link #in(Protocol, SocketId)}. */
    public boolean excludes(SocketId receiver) {
        return !excluded.isEmpty() && excluded.contains(receiver);
    }

    public synchronized List<Segment> in(Protocol protocol) {
        List<Segment> known = segments.get(protocol);
        if (known == null) {
            known = joined(framesIn(protocol), null);
            segments.put(protocol, known);
        }
        return known;
    }

    /** What one receiver gets, without what excludes it. */
    public synchronized List<Segment> in(Protocol protocol, SocketId receiver) {
        return joined(framesIn(protocol), receiver);
    }

    /** @param receiver whom some of the frames may exclude; null for those whom none does */
    private static List<Segment> joined(List<Encoded> encoded, @Nullable SocketId receiver) {
        List<Frame> frames = new ArrayList<>(encoded.size());
        for (Encoded one : encoded) {
            if (receiver == null || !receiver.equals(one.except())) {
                frames.add(one.frame());
            }
        }
        return frames.isEmpty() ? List.of() : Segment.join(frames);
    }

    private List<Encoded> framesIn(Protocol protocol) {
        List<Encoded> known = frames.get(protocol);
        if (known == null) {
            known = new ArrayList<>(messages.size());
            for (Addressed addressed : messages) {
                if (protocol.knows(addressed.message())) {
                    known.add(new Encoded(protocol.encode(addressed.message()), addressed.except()));
                }
            }
            frames.put(protocol, known);
        }
        return known;
    }

    /** @param except who must not get it */
    private record Encoded(Frame frame, @Nullable SocketId except) {}

    /** @param except who must not get it */
    private record Addressed(
            ServerMessage message, @Nullable SocketId except) {}
}
