package canyon.cluster;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One change of a presence channel.
 *
 * @param joined who got a seat; null if nobody did
 * @param left whose seats are free
 * @param swept whether their node is dead
 */
record News(ChannelName channel, Version version, @Nullable Seat joined, List<SocketId> left, boolean swept) {
    static final String KIND = "presence";

    private static final String JOINED = "joined";
    private static final String LEFT = "left";
    private static final String SWEPT = "swept";

    static Map<String, JsonText> ofJoin(ChannelName channel, Presence presence, String node) {
        Map<String, JsonText> seat = new LinkedHashMap<>();
        seat.put("socket", JsonText.ofString(presence.socket().text()));
        seat.put("node", JsonText.ofString(node));
        seat.put("member", presence.member().data());
        Map<String, JsonText> members = BusMessage.ofChannel(channel);
        members.put(JOINED, JsonText.ofMembers(seat));
        return members;
    }

    static Map<String, JsonText> ofLeave(ChannelName channel, SocketId socket) {
        Map<String, JsonText> members = BusMessage.ofChannel(channel);
        members.put(LEFT, JsonText.ofElements(List.of(JsonText.ofString(socket.text()))));
        return members;
    }

    /** Whose seats are free is added by the ledger. */
    static Map<String, JsonText> ofSweep(ChannelName channel) {
        Map<String, JsonText> members = BusMessage.ofChannel(channel);
        members.put(SWEPT, new JsonText("true"));
        return members;
    }

    /** Empty if it is none. */
    static Optional<News> of(BusMessage message) {
        Optional<ChannelName> channel = message.channel();
        OptionalLong epoch = message.number("epoch");
        OptionalLong number = message.number("number");
        Optional<Seat> joined = message.json(JOINED).flatMap(News::seat);
        List<SocketId> left = message.json(LEFT).map(News::sockets).orElse(List.of());
        if (channel.isEmpty() || epoch.isEmpty() || number.isEmpty() || (joined.isEmpty() && left.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new News(
                channel.get(),
                new Version(epoch.getAsLong(), number.getAsLong()),
                joined.orElse(null),
                left,
                message.json(SWEPT).isPresent()));
    }

    private static Optional<Seat> seat(JsonText json) {
        Map<String, JsonText> members = json.isObject() ? json.members() : Map.of();
        JsonText socket = members.get("socket");
        JsonText node = members.get("node");
        JsonText data = members.get("member");
        if (socket == null || node == null || data == null || !isText(socket) || !isText(node)) {
            return Optional.empty();
        }
        SocketId id = new SocketId(socket.string());
        String lease = node.string();
        return Member.of(data).map(member -> new Seat(new Presence(member, id), lease));
    }

    private static boolean isText(JsonText json) {
        return json.isString() && !json.string().isEmpty();
    }

    private static List<SocketId> sockets(JsonText json) {
        List<SocketId> sockets = new ArrayList<>();
        for (JsonText element : json.isArray() ? json.elements() : List.<JsonText>of()) {
            if (isText(element)) {
                sockets.add(new SocketId(element.string()));
            }
        }
        return sockets;
    }
}
