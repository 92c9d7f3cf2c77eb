package canyon.webhook;

import canyon.http.HttpPost;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is sent until a test answers it. */
final class RecordingCourier implements Courier {
    private final List<Sent> sent = new ArrayList<>();
    private boolean closed;

    /** A request, and what became of it. */
    static final class Sent implements Call {
        final HttpPost post;
        private final Receipt receipt;
        private boolean cancelled;

        Sent(HttpPost post, Receipt receipt) {
            this.post = post;
            this.receipt = receipt;
        }

        void answer(int status) {
            receipt.answered(status);
        }

        void fail() {
            receipt.failed("Connection refused");
        }

        boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        /** The elements of {@code events} as they were written. */
        String events() {
            return post.body().replaceFirst("^\\{\"time_ms\":[0-9]+,\"events\":\\[(.*)]}$", "$1");
        }
    }

    @Override
    public synchronized Call send(HttpPost post, Receipt receipt) {
        Sent call = new Sent(post, receipt);
        sent.add(call);
        notifyAll();
        return call;
    }

    /** Those that were not taken yet. */
    synchronized List<Sent> take() {
        List<Sent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** The only one that was not taken yet. */
    Sent takeOnly() {
        List<Sent> taken = take();
        if (taken.size() != 1) {
            throw new AssertionError("one request should have been sent, not "
                    + taken.stream().map(Sent::events).toList());
        }
        return taken.get(0);
    }

    /** Waits for the next one. */
    synchronized Sent await() throws InterruptedException {
        while (sent.isEmpty()) {
            wait();
        }
        return sent.remove(0);
    }

    /** The only one to this address that was not taken yet. */
    Sent takeOnly(URI url) {
        List<Sent> taken =
                take().stream().filter(call -> call.post.url().equals(url)).toList();
        if (taken.size() != 1) {
            throw new AssertionError(taken.size() + " requests to " + url);
        }
        return taken.get(0);
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
