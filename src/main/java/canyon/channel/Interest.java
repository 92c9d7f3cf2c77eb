package canyon.channel;

import canyon.message.ChannelName;

/** Sees to it that this node hears what is published elsewhere for the channels of its clients. */
@FunctionalInterface
public interface Interest {
    /** Everything is heard anyway. */
    Interest ALWAYS = (channel, then) -> then.run();

    /**
     * Runs {@code then}, which lets a client join a channel, as soon as what is published for the channel is heard
     * here: at once, on this thread, if it is already or if that is out of reach; otherwise soon, on another thread,
     * and in any case within a bounded time. Never waits.
     */
    void await(ChannelName channel, Runnable then);
}
