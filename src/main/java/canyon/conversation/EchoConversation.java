package canyon.conversation;

import canyon.auth.AuthRequest;
import canyon.auth.Visitor;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.Payload;
import canyon.metrics.Drop;
import java.util.Optional;

/**
 * What one client says, carried out. Messages of one client come one after the other; its end may come at any moment.
 */
public final class EchoConversation implements ClientMessage.Receiver {
    /** Statuses of {@code subscription_error}, as an HTTP authorization would have answered. */
    private static final int BAD_REQUEST = 400;

    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final Party party;
    private final Visitor visitor;
    private final Subscriptions subscriptions;
    private final ClientEvents clientEvents;

    EchoConversation(Party party, Visitor visitor) {
        this.party = party;
        this.visitor = visitor;
        this.subscriptions = new Subscriptions(party);
        this.clientEvents = new ClientEvents(party);
    }

    @Override
    public void onSubscribe(ClientMessage.Subscribe message) {
        int maxChannels = party.services().limits().channelsPerConnection();
        Optional<ChannelName> found = channel(message.channel());
        if (found.isEmpty()) {
            String reason = "a channel name has 1 to " + party.limits().channelNameLength()
                    + " characters, none of them a control character";
            refuse(message.channel(), BAD_REQUEST, reason);
            return;
        }
        ChannelName channel = found.get();
        if (channel.isReserved()) {
            refuse(message.channel(), FORBIDDEN, "this name is kept for Canyon and Redis");
        } else if (channel.user().isPresent()) {
            refuse(message.channel(), FORBIDDEN, "this channel is for a user who is signed in by Pusher's protocol");
        } else if (subscriptions.wouldExceed(maxChannels, channel)) {
            refuse(message.channel(), TOO_MANY, "a connection joins at most " + maxChannels + " channels");
        } else if (channel.kind().needsAuthorization()) {
            if (message.auth().text().length() > Subscriptions.MAX_HELD_CHARACTERS) {
                refuse(message.channel(), BAD_REQUEST, "the credentials are too large");
                return;
            }
            AuthRequest request = new AuthRequest(channel, party.connection().id(), message.auth(), visitor);
            if (!subscriptions.request(request)) {
                String reason = "subscriptions that wait hold at most " + Subscriptions.MAX_HELD_CHARACTERS
                        + " characters of credentials";
                refuse(message.channel(), TOO_MANY, reason);
            }
        } else {
            subscriptions.join(channel);
        }
    }

    @Override
    public void onUnsubscribe(ClientMessage.Unsubscribe message) {
        channel(message.channel()).ifPresentOrElse(subscriptions::leave, this::dropped);
    }

    /** Nothing tells the client whether it was relayed, as in laravel-echo-server. */
    @Override
    public void onClientEvent(ClientMessage.ClientEvent message) {
        clientEvents.relay(channel(message.channel()), message, new Payload(message.data()));
    }

    /** Of another dialect, as the next two. */
    @Override
    public void onPing(ClientMessage.Ping message) {
        dropped();
    }

    @Override
    public void onPong(ClientMessage.Pong message) {
        dropped();
    }

    @Override
    public void onSignIn(ClientMessage.SignIn message) {
        dropped();
    }

    @Override
    public void onUnknown(ClientMessage.Unknown message) {
        dropped();
    }

    private void dropped() {
        party.dropped(Drop.UNKNOWN_CLIENT_EVENT);
    }

    /** The client is gone. */
    public void end() {
        subscriptions.end();
    }

    private Optional<ChannelName> channel(String name) {
        if (name.length() > party.limits().channelNameLength()) {
            return Optional.empty();
        }
        try {
            return Optional.of(party.app().channel(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void refuse(String channel, int status, String reason) {
        party.refuse(channel, status, reason);
    }
}
