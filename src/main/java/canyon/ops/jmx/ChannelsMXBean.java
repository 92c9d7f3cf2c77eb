package canyon.ops.jmx;

import java.util.Map;

/** The channels to which somebody listens. */
public interface ChannelsMXBean {
    int getCount();

    /**
     * Subscriptions of the first thousand channels of an application, by name.
     *
     * @param app its id, empty for a default application without a name
     * @param prefix of their names, empty for all
     */
    @Explained(
            value = "Subscriptions of the first thousand channels of an application, by name",
            parameters = {"app", "prefix"})
    Map<String, Integer> list(String app, String prefix);
}
