package canyon.ops.jmx;

import canyon.ops.Observed;
import java.util.Map;
import java.util.TreeMap;

/** Tells of the channels. */
record ChannelsBean(Observed observed) implements ChannelsMXBean {
    private static final int MOST = 1_000;

    @Override
    public int getCount() {
        return observed.registry().channelCount();
    }

    @Override
    public Map<String, Integer> list(String app, String prefix) {
        Map<String, Integer> found = new TreeMap<>();
        for (Observed.ObservedApp one : observed.byId()) {
            if (one.id().equals(app)) {
                observed.registry().occupied(one.scope(), prefix).entrySet().stream()
                        .limit(MOST)
                        .forEach(channel -> found.put(channel.getKey(), channel.getValue()));
            }
        }
        return found;
    }
}
