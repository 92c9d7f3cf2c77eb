package canyon.channel;

import canyon.message.Broadcast;
import canyon.message.ChannelName;

/** Something on its way to the subscribers of one channel. */
sealed interface Outgoing permits Outgoing.Published, PresenceChange {
    ChannelName name();

    /** Memory that it takes while it waits, roughly, in characters. */
    int weight();

    /** An event; it goes to whoever listens when it is its turn. */
    record Published(Broadcast broadcast) implements Outgoing {
        @Override
        public ChannelName name() {
            return broadcast.channel();
        }

        @Override
        public int weight() {
            return broadcast.weight();
        }
    }
}
