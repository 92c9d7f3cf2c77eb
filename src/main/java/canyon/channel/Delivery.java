package canyon.channel;

import canyon.connection.Connection;
import canyon.protocol.Encodings;
import canyon.protocol.Protocol;
import canyon.protocol.Segment;
import java.util.ArrayList;
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

    /** What each subscriber gets of several for one channel together, for one worker; gives the same list each time. */
    static Contents contents(List<Delivery> deliveries) {
        if (deliveries.size() == 1) {
            return deliveries.get(0).contents();
        }
        List<Contents> parts = deliveries.stream().map(Delivery::contents).toList();
        List<Segment> all = new ArrayList<>();
        return (subscriber, since) -> {
            all.clear();
            for (Contents part : parts) {
                all.addAll(part.of(subscriber, since));
            }
            return all;
        };
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
