package canyon.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import com.pusher.client.ChannelAuthorizer;
import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.UserAuthenticator;
import com.pusher.client.channel.ChannelEventListener;
import com.pusher.client.connection.ConnectionEventListener;
import com.pusher.client.connection.ConnectionState;
import com.pusher.client.connection.ConnectionStateChange;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The official Java client, with what it hears in queues. It speaks protocol 5. */
public final class PusherClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;

    /** Bound together with each subscription, so that nothing is missed. */
    private static final String[] EVENTS = {
        "shipped", "client-typing", "pusher:cache_miss", "pusher:subscription_error", "pusher:subscription_count"
    };

    private final BlockingQueue<String> states = new ArrayBlockingQueue<>(1000);

    /** Apart, because the library tells them out of order with its states. */
    private final BlockingQueue<String> errors = new ArrayBlockingQueue<>(1000);

    private final Heard heard = new Heard();
    private final Pusher pusher;

    public PusherClient(URI server, String key, ChannelAuthorizer authorizer, UserAuthenticator authenticator) {
        pusher = new Pusher(
                key,
                new PusherOptions()
                        .setHost(server.getHost())
                        .setWsPort(server.getPort())
                        .setWssPort(server.getPort())
                        .setUseTLS(server.getScheme().equals("https"))
                        .setChannelAuthorizer(authorizer)
                        .setUserAuthenticator(authenticator));
    }

    /**
     * Returns when connected. A channel that is asked for before the library itself has taken note of that is asked for
     * twice; when it has joined one, it has.
     */
    public void connect() throws InterruptedException {
        begin();
        awaitState("CONNECTED");
        Heard first = new Heard();
        pusher.subscribe("connected", (ChannelEventListener) first);
        assertThat(next(first.events())).isEqualTo("joined connected");
        pusher.unsubscribe("connected");
    }

    /** Begins to connect. */
    void begin() {
        pusher.connect(new States(), ConnectionState.ALL);
    }

    /** Skips those that come before. */
    void awaitState(String state) throws InterruptedException {
        String next = next(states);
        while (!next.equals(state)) {
            next = next(states);
        }
    }

    /** The code of the next error. */
    String error() throws InterruptedException {
        return next(errors);
    }

    /** Another one after each time that it has connected. */
    public String id() {
        return pusher.getConnection().getSocketId();
    }

    void subscribe(String channel) {
        if (channel.startsWith("private-encrypted-")) {
            pusher.subscribePrivateEncrypted(channel, heard, EVENTS);
        } else if (channel.startsWith("private-")) {
            pusher.subscribePrivate(channel, heard, EVENTS);
        } else if (channel.startsWith("presence-")) {
            pusher.subscribePresence(channel, heard, EVENTS);
        } else {
            pusher.subscribe(channel, (ChannelEventListener) heard, EVENTS);
        }
    }

    /** Returns when it has joined. */
    public void join(String channel) throws InterruptedException {
        subscribe(channel);
        assertThat(hear()).isEqualTo("joined " + channel);
    }

    void unsubscribe(String channel) {
        pusher.unsubscribe(channel);
    }

    void trigger(String channel, String event, String data) {
        if (channel.startsWith("presence-")) {
            pusher.getPresenceChannel(channel).trigger(event, data);
        } else {
            pusher.getPrivateChannel(channel).trigger(event, data);
        }
    }

    /** Also hears events to the user. */
    void signIn() {
        pusher.user().bind("shipped", heard);
        pusher.signin();
    }

    /** What has come next in a channel, as {@link Heard} writes it. */
    public String hear() throws InterruptedException {
        return next(heard.events());
    }

    /** Who is there, has come or has gone, as {@link Heard} writes it. */
    String see() throws InterruptedException {
        return next(heard.members());
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        String next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing within " + PATIENCE_SECONDS + " seconds");
        }
        return next;
    }

    @Override
    public void close() {
        pusher.disconnect();
    }

    private final class States implements ConnectionEventListener {
        @Override
        public void onConnectionStateChange(ConnectionStateChange change) {
            states.add(change.getCurrentState().name());
        }

        @Override
        public void onError(String message, String code, Exception cause) {
            errors.add(String.valueOf(code));
        }
    }
}
