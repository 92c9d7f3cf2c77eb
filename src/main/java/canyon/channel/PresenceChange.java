package canyon.channel;

import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.ServerMessage;
import canyon.protocol.Encodings;
import java.util.ArrayList;
import java.util.List;

/**
 * A user came or went. Those who subscribed before the change are told of it, whoever subscribed with it gets the list,
 * and whoever subscribed later has a list that knows it already.
 */
final class PresenceChange implements Outgoing, Delivery {
    /** What a message takes besides the members in it, in characters. */
    private static final int MESSAGE_WEIGHT = 128;

    private final Channel channel;
    private final ChannelName name;
    private final long number;
    private final Parts parts;
    private final Encodings welcome;
    private final Encodings news;
    private final int weight;

    /** @param number of the change; the joiner's subscription has the same */
    PresenceChange(Channel channel, ChannelName name, long number, Parts parts) {
        this.channel = channel;
        this.name = name;
        this.number = number;
        this.parts = parts;
        List<ServerMessage> welcomes = new ArrayList<>(1);
        if (!parts.list().isEmpty()) {
            welcomes.add(new ServerMessage.PresenceSubscribed(name, parts.list()));
        }
        welcomes.addAll(parts.more());
        welcome = Encodings.forAll(welcomes);
        List<ServerMessage> told = new ArrayList<>(2);
        parts.left().forEach(member -> told.add(new ServerMessage.PresenceLeft(name, member)));
        parts.joined().forEach(member -> told.add(new ServerMessage.PresenceJoined(name, member)));
        news = Encodings.forAll(told);
        weight = MESSAGE_WEIGHT * (1 + parts.list().size() / 8);
    }

    /**
     * What happened in one step.
     *
     * @param list for the joiner, empty if nobody joined
     * @param more what the joiner is told after the list
     * @param left who was there with its last connection
     * @param joined who is there with its first one
     */
    record Parts(List<Presence> list, List<ServerMessage> more, List<Member> left, List<Presence> joined) {}

    Parts parts() {
        return parts;
    }

    /** Whether there is anything to be told. */
    boolean isHeard() {
        return !welcome.isEmpty() || !news.isEmpty();
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public Contents contents() {
        ForProtocol shared = new ForProtocol(news);
        return (subscriber, since) -> {
            if (since == number) {
                return welcome.in(subscriber.protocol());
            }
            return since < number ? shared.in(subscriber.protocol()) : List.of();
        };
    }
}
