package canyon.redis;

import canyon.message.ChannelName;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the nodes' keys in Redis are called. What stands in braces decides on the place in a Redis Cluster. */
record ClusterKeys(String prefix) {
    String leases() {
        return prefix + "{nodes}:leases";
    }

    String facts() {
        return prefix + "{nodes}:facts";
    }

    String presence(ChannelName channel) {
        return prefix + "presence:{" + text(channel) + "}";
    }

    /** Channels in which a node may have seats. */
    String held(String node) {
        return prefix + "held:{" + node + "}";
    }

    /** How many subscriptions each node has to a channel. */
    String count(ChannelName channel) {
        return prefix + "count:{" + text(channel) + "}";
    }

    /** Channels to which a node may have subscriptions. */
    String counted(String node) {
        return prefix + "counted:{" + node + "}";
    }

    /** What a step of a node has changed in a channel. */
    String receipt(ChannelName channel, String node, String id) {
        return prefix + "receipt:{" + text(channel) + "}:" + node + ":" + id;
    }

    /** The last event of a cache channel. */
    String last(ChannelName channel) {
        return prefix + "cache:{" + text(channel) + "}";
    }

    /** A channel in a set. */
    static String text(ChannelName channel) {
        return URLEncoder.encode(channel.app(), StandardCharsets.UTF_8) + ":" + channel.text();
    }

    /** Empty if it is none. */
    static Optional<ChannelName> channel(String text) {
        int colon = text.indexOf(':');
        try {
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new ChannelName(
                            URLDecoder.decode(text.substring(0, colon), StandardCharsets.UTF_8),
                            text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
