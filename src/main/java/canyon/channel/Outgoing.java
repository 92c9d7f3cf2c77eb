package canyon.channel;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.ServerMessage;

/** Something on its way to the subscribers of one channel. */
sealed interface Outgoing permits Outgoing.Published, Outgoing.Notice, PresenceChange {
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

    /** Something about the channel itself; it goes to whoever listens when it is its turn. */
    record Notice(ChannelName name, ServerMessage message) implements Outgoing {
        /** What it takes, roughly: a name and a number. */
        private static final int WEIGHT = 64;

        @Override
        public int weight() {
            return WEIGHT + name.text().length();
        }
    }
}
