package canyon.pusher;

import com.pusher.client.channel.PresenceChannelEventListener;
import com.pusher.client.channel.PrivateEncryptedChannelEventListener;
import com.pusher.client.channel.PusherEvent;
import com.pusher.client.channel.User;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;

/**
 * What a {@link PusherClient} hears in its channels, each as a line of text. Who comes and goes has a queue of its own:
 * the client tells it out of order with the rest.
 */
record Heard(BlockingQueue<String> events, BlockingQueue<String> members)
        implements PresenceChannelEventListener, PrivateEncryptedChannelEventListener {
    Heard() {
        this(new ArrayBlockingQueue<>(10_000), new ArrayBlockingQueue<>(10_000));
    }

    @Override
    public void onSubscriptionSucceeded(String channel) {
        events.add("joined " + channel);
    }

    @Override
    public void onEvent(PusherEvent event) {
        String user = event.getUserId();
        // The library's own accessor fails where there is none, as in pusher:cache_miss.
        String data = event.getProperty("data") == null ? "" : " " + event.getData();
        events.add(event.getEventName() + " " + event.getChannelName() + data + (user == null ? "" : " by " + user));
    }

    @Override
    public void onAuthenticationFailure(String message, Exception cause) {
        events.add("not authorized: " + message);
    }

    @Override
    public void onDecryptionFailure(String event, String reason) {
        events.add("not decrypted: " + event + " " + reason);
    }

    @Override
    public void onError(String message, Exception cause) {
        events.add("error: " + message);
    }

    @Override
    public void onUsersInformationReceived(String channel, Set<User> users) {
        members.add(users.stream().map(Heard::text).collect(Collectors.joining(", ", "there are ", "")));
    }

    @Override
    public void userSubscribed(String channel, User user) {
        members.add(text(user) + " comes");
    }

    @Override
    public void userUnsubscribed(String channel, User user) {
        members.add(text(user) + " goes");
    }

    private static String text(User user) {
        return user.getId() + " " + user.getInfo();
    }
}
