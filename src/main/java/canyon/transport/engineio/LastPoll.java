package canyon.transport.engineio;

import org.jspecify.annotations.Nullable;

/** The last GET of a session, waiting or being answered, if there is one. Not thread-safe: guarded by its way. */
final class LastPoll {
    private @Nullable Poll poll;

    void set(Poll next) {
        poll = next;
    }

    boolean is(Poll other) {
        return poll == other;
    }

    @Nullable
    Poll get() {
        return poll;
    }

    @Nullable
    Poll take() {
        Poll last = poll;
        poll = null;
        return last;
    }

    boolean isWaiting() {
        return poll != null && poll.isOpen();
    }

    boolean isAnswered() {
        return poll == null || !poll.isSending();
    }
}
