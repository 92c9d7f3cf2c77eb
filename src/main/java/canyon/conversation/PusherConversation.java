package canyon.conversation;

import canyon.app.App;
import canyon.channel.ChannelRegistry;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.Member;
import canyon.message.Payload;
import canyon.message.ServerMessage;
import canyon.metrics.Drop;
import canyon.user.SignedInUser;
import java.util.Optional;

/**
 * What one client of Pusher's says, carried out as "Pusher Channels Protocol" has it. Messages of one client come one
 * after the other; its end may come at any moment.
 */
public final class PusherConversation implements ClientMessage.Receiver {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;

    private final Party party;
    private final PusherSignatures signatures;
    private final SignIns signIns;
    private final ClientEvents clientEvents;
    private final Entrance entrance;
    private volatile boolean authorized;

    PusherConversation(Party party) {
        this.party = party;
        this.signatures = new PusherSignatures(party);
        this.signIns = new SignIns(party);
        this.clientEvents = new ClientEvents(party);
        this.entrance = new Entrance(party);
    }

    /** The application as it is configured now. */
    public App app() {
        return party.app();
    }

    /** Whether it has signed in, or joined a private or presence channel, at some time. */
    public boolean isAuthorized() {
        return authorized;
    }

    /** Something was said that is no message. */
    public void misunderstood(String reason) {
        party.dropped(Drop.UNKNOWN_CLIENT_EVENT);
        party.tell(new ServerMessage.Failure(null, reason));
    }

    @Override
    public void onSubscribe(ClientMessage.Subscribe message) {
        Optional<ChannelName> channel = channel(message.channel());
        if (channel.isEmpty()) {
            party.refuse(
                    message.channel(),
                    BAD_REQUEST,
                    "A channel name has 1 to " + party.limits().channelNameLength()
                            + " characters (maxChannelNameLength), letters, digits and _-=@,.; only");
            return;
        }
        join(channel.get(), message);
    }

    private void join(ChannelName channel, ClientMessage.Subscribe message) {
        Optional<Refusal> refusal = objection(channel);
        PusherSignatures.Verdict verdict = PusherSignatures.Verdict.PUBLIC;
        if (refusal.isEmpty()
                && channel.kind().needsAuthorization()
                && channel.user().isEmpty()) {
            verdict = signatures.check(
                    channel, message.auth(), party.services().users().of(party.connection()));
            refusal = Optional.ofNullable(verdict.refusal());
        }
        if (refusal.isEmpty()) {
            authorized |= channel.kind().needsAuthorization() || channel.user().isPresent();
            Optional<Member> member = verdict.member();
            entrance.enter(channel, () -> enter(channel, member), reason -> refuse(channel, reason));
        }
        refusal.ifPresent(reason -> refuse(channel, reason));
    }

    private void refuse(ChannelName channel, Refusal refusal) {
        party.refuse(channel.text(), refusal.status(), refusal.reason());
    }

    /** What speaks against a subscription, whoever asks. */
    private Optional<Refusal> objection(ChannelName channel) {
        int most = party.services().limits().channelsPerConnection();
        Connection connection = party.connection();
        if (channel.isReserved()) {
            return Optional.of(new Refusal(FORBIDDEN, "This name is kept for Canyon and Redis"));
        }
        if (!connection.isSubscribed(channel)
                && connection.subscriptionCount() + entrance.waitingCount(channel) >= most) {
            return Optional.of(new Refusal(
                    TOO_MANY,
                    "A connection joins at most " + most + " channels (canyon.limits.channels-per-connection)"));
        }
        Optional<String> user = channel.user();
        if (channel.text().startsWith("#") && user.isEmpty()) {
            return Optional.of(new Refusal(BAD_REQUEST, "Only #server-to-user- may follow the #"));
        }
        Optional<String> signedIn = party.services().users().of(connection).map(SignedInUser::id);
        return user.isEmpty() || user.equals(signedIn)
                ? Optional.empty()
                : Optional.of(new Refusal(FORBIDDEN, "Only this user, signed in, may join"));
    }

    /** Never waits, as it runs on a thread of the container. */
    private Optional<Refusal> enter(ChannelName channel, Optional<Member> member) {
        ChannelRegistry registry = party.registry();
        if (member.isEmpty()) {
            registry.join(party.connection(), channel);
            return Optional.empty();
        }
        if (!registry.hasRoom()) {
            return Optional.of(new Refusal(BUSY, "Too much waits to be sent, try again"));
        }
        int most = party.limits().presenceMembers();
        Refusal full = new Refusal(TOO_LARGE, "The channel has " + most + " members (maxPresenceMembersPerChannel)");
        Runnable later = () -> party.refuse(channel.text(), full.status(), full.reason());
        return registry.join(party.connection(), channel, member.get(), most, later)
                ? Optional.empty()
                : Optional.of(full);
    }

    /** What is wrong with a subscription. */
    record Refusal(int status, String reason) {}

    @Override
    public void onUnsubscribe(ClientMessage.Unsubscribe message) {
        channel(message.channel()).ifPresent(entrance::leave);
    }

    @Override
    public void onClientEvent(ClientMessage.ClientEvent message) {
        clientEvents
                .relay(channel(message.channel()), message, Payload.ofWritten(message.data()))
                .ifPresent(refusal -> party.tell(
                        new ServerMessage.Failure(refusal.code() == 0 ? null : refusal.code(), refusal.reason())));
    }

    @Override
    public void onPing(ClientMessage.Ping message) {
        party.tell(new ServerMessage.Pong());
    }

    /** Any message is a sign of life: there is nothing more to it. */
    @Override
    public void onPong(ClientMessage.Pong message) {}

    @Override
    public void onSignIn(ClientMessage.SignIn message) {
        authorized |= signIns.signIn(message);
    }

    @Override
    public void onUnknown(ClientMessage.Unknown message) {
        String name = message.event().substring(0, Math.min(message.event().length(), 100));
        misunderstood("There is no event " + name + " for clients to send");
    }

    /** The client is gone. */
    public void end() {
        entrance.end();
        party.services().users().signOut(party.connection());
    }

    /** Empty if no channel can have this name. */
    private Optional<ChannelName> channel(String name) {
        boolean isName = name.length() <= party.limits().channelNameLength() && ChannelName.isOfPusher(name);
        return isName ? Optional.of(party.app().channel(name)) : Optional.empty();
    }
}
