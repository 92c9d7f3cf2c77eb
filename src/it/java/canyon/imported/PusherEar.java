package canyon.imported;

import static org.assertj.core.api.Assertions.assertThat;

import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.channel.ChannelEventListener;
import com.pusher.client.channel.PrivateChannelEventListener;
import com.pusher.client.channel.PusherEvent;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The official client of Pusher's, in one channel. */
final class PusherEar implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;
    private static final String EVENT = "OrderShipped";

    private final BlockingQueue<String> heard = new ArrayBlockingQueue<>(1000);
    private final Pusher pusher;

    private PusherEar(Pusher pusher) {
        this.pusher = pusher;
    }

    /**
     * Returns when it is in the channel.
     *
     * @param publisher who signs for a private channel, as Laravel does
     */
    static PusherEar in(String channel, URI server, String key, com.pusher.rest.Pusher publisher)
            throws InterruptedException {
        PusherEar ear = new PusherEar(new Pusher(
                key,
                new PusherOptions()
                        .setHost(server.getHost())
                        .setWsPort(server.getPort())
                        .setUseTLS(false)
                        .setChannelAuthorizer((name, socket) -> publisher.authenticate(socket, name))));
        ear.pusher.connect();
        if (channel.startsWith("private-")) {
            ear.pusher.subscribePrivate(channel, ear.new Listener(), EVENT);
        } else {
            ear.pusher.subscribe(channel, (ChannelEventListener) ear.new Listener(), EVENT);
        }
        assertThat(ear.hear()).isEqualTo("joined");
        return ear;
    }

    /** The data of the next event. */
    String hear() throws InterruptedException {
        String next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing within " + PATIENCE_SECONDS + " seconds");
        }
        return next;
    }

    @Override
    public void close() {
        pusher.disconnect();
    }

    private final class Listener implements PrivateChannelEventListener {
        private boolean joined;

        /** A client that subscribes in the moment of connecting is told twice. */
        @Override
        public synchronized void onSubscriptionSucceeded(String channelName) {
            if (!joined) {
                joined = true;
                heard.add("joined");
            }
        }

        @Override
        public void onAuthenticationFailure(String message, Exception e) {
            heard.add("refused: " + message);
        }

        @Override
        public void onEvent(PusherEvent event) {
            heard.add(event.getData());
        }
    }
}
