package canyon.ops.jmx;

import canyon.ops.Observed;
import canyon.ops.OpsDoor.Managed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The beans of one Canyon, named by its context path: {@code canyon:type=Node,context="/"}. A server may run several.
 * Without them Canyon serves all the same.
 */
public final class ManagedBeans implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ManagedBeans.class.getName());

    private final MBeanServer server;
    private final String context;
    private final List<ObjectName> names = new ArrayList<>();

    ManagedBeans(MBeanServer server, String contextPath) {
        this.server = server;
        this.context = contextPath.isEmpty() ? "/" : contextPath;
    }

    /**
     * Registers them.
     *
     * @param contextPath of the web application, empty for the root
     * @param outboxBytes that may wait for one client
     */
    public static ManagedBeans register(
            String contextPath, Observed observed, Managed managed, Trace trace, int outboxBytes) {
        ManagedBeans beans = new ManagedBeans(ManagementFactory.getPlatformMBeanServer(), contextPath);
        beans.add("Node", NodeMXBean.class, new NodeBean(observed, managed, trace, Instant.now()));
        beans.add("Applications", ApplicationsMXBean.class, new ApplicationsBean(observed));
        beans.add("Redis", RedisMXBean.class, new RedisBean(observed.redis()));
        beans.add("Outboxes", OutboxesMXBean.class, new OutboxesBean(managed.outboxes(), outboxBytes));
        beans.add("Channels", ChannelsMXBean.class, new ChannelsBean(observed));
        return beans;
    }

    <T> void add(String type, Class<T> form, T bean) {
        try {
            ObjectName name = new ObjectName("canyon:type=" + type + ",context=" + ObjectName.quote(context));
            if (server.isRegistered(name)) {
                // Left by one that ended without a word.
                server.unregisterMBean(name);
            }
            server.registerMBean(new ExplainedBean(bean, form), name);
            names.add(name);
        } catch (JMException | RuntimeException e) {
            LOG.log(Level.WARNING, "the MBean {0} could not be registered: {1}", type, e);
        }
    }

    @Override
    public void close() {
        for (ObjectName name : names) {
            try {
                server.unregisterMBean(name);
            } catch (JMException | RuntimeException e) {
                LOG.log(Level.DEBUG, "an MBean was gone already: {0}", e);
            }
        }
        names.clear();
    }
}
