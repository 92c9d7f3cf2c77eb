package canyon.broker;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Channels to which somebody listens.
 *
 * @param crowds by the channels' names
 * @param missing nodes whose channels are not in it, or not all of them
 */
public record ChannelList(SortedMap<String, Crowd> crowds, int missing) {
    public ChannelList {
        crowds = Collections.unmodifiableSortedMap(new TreeMap<>(crowds));
    }
}
