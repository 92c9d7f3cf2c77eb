package canyon.channel;

import canyon.connection.Connection;
import canyon.protocol.Encodings;
import canyon.protocol.Protocol;
import canyon.protocol.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the workers write to the connections of one channel. */
interface Delivery {
    Channel channel();

    /** Messages in it, for the counters. */
    int count();

    /** What each subscriber gets, for one worker. */
    Contents contents();

    /** Used by one worker. */
    interface Contents {
        /**
         * What one subscriber gets, nothing if it is empty.
         *
         * @param since number of the channel's change with which it subscribed
         */
        List<Segment> of(Connection subscriber, long since);
    }

    /** What each subscriber gets of several for one channel, for one worker. */
    static Contents contents(List<Delivery> deliveries) {
        return deliveries.size() == 1
                ? deliveries.get(0).contents()
                : new Together(deliveries.stream().map(Delivery::contents).toList());
    }

    /** One after the other; as long as the parts are the very same as for the subscriber before, so is the whole. */
    final class Together implements Contents {
        private final List<Contents> parts;
        private final List<List<Segment>> last;
        private List<Segment> whole = List.of();

        Together(List<Contents> parts) {
            this.parts = parts;
            last = new ArrayList<>(Collections.nCopies(parts.size(), List.of()));
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // what is equal but not the same is only put together again
        public List<Segment> of(Connection subscriber, long since) {
            boolean same = true;
            for (int i = 0; i < parts.size(); i++) {
                List<Segment> part = parts.get(i).of(subscriber, since);
                same &= part == last.get(i);
                last.set(i, part);
            }
            if (!same) {
                whole = last.stream().flatMap(List::stream).toList();
            }
            return whole;
        }
    }

    /**
     * Messages that go to all subscribers of one channel together.
     *
     * @param before number of the channel's change: whoever subscribed with it or later was given what it needs then
     */
    record Events(Channel channel, Encodings encodings, int count, long before) implements Delivery {
        @Override
        public Contents contents() {
            ForProtocol shared = new ForProtocol(encodings);
            return (subscriber, since) -> since >= before
                    ? List.of()
                    : encodings.excludes(subscriber.id())
                            ? encodings.in(subscriber.protocol(), subscriber.id())
                            : shared.in(subscriber.protocol());
        }
    }

    /** Remembers what was asked for last: most subscribers of a channel speak one protocol. */
    final class ForProtocol {
        private final Encodings encodings;
        private @Nullable Protocol last;
        private List<Segment> segments = List.of();

        ForProtocol(Encodings encodings) {
            this.encodings = encodings;
        }

        List<Segment> in(Protocol protocol) {
            if (protocol != last) {
                segments = encodings.in(protocol);
                last = protocol;
            }
            return segments;
        }
    }
}
