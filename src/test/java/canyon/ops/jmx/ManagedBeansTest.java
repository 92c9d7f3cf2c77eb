package canyon.ops.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.ops.DrainControl;
import canyon.ops.Observed;
import canyon.ops.OpsDoor;
import canyon.ops.TestOps;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ManagedBeansTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Observed observed = TestOps.observed();
    private final List<Duration> drains = new ArrayList<>();
    private final OpsDoor.Managed managed = TestOps.managed(observed, new DrainControl() {
        @Override
        public boolean isDraining() {
            return !drains.isEmpty();
        }

        @Override
        public void begin(Duration over) {
            drains.add(over);
        }

        @Override
        public void cancel() {
            drains.clear();
        }
    });
    private final TestTrace trace = new TestTrace();
    private final ManagedBeans beans = ManagedBeans.register("", observed, managed, trace, 1024);

    private static final class TestTrace implements Trace {
        private boolean on;

        @Override
        public boolean isOn() {
            return on;
        }

        @Override
        public void turn(boolean turned) {
            on = turned;
        }
    }

    @AfterEach
    void close() {
        beans.close();
    }

    @Test
    void they_tell_counts_and_states_without_classes_of_Canyon() throws Exception {
        observed.connections().add(TestConnections.echo("1.1", RecordingWriter.prompt()));

        assertThat(attribute("Node", "Connections")).isEqualTo(1);
        assertThat(attribute("Node", "Ready")).isEqualTo(false);
        assertThat(attribute("Redis", "State")).isEqualTo("DISABLED");
        assertThat(attribute("Redis", "Error")).isNull();
        assertThat(attribute("Outboxes", "LimitBytes")).isEqualTo(1024);
        assertThat(attribute("Channels", "Count")).isEqualTo(0);
        TabularData connections = (TabularData) attribute("Applications", "Connections");
        assertThat(connections.get(new Object[] {"3"}).get("value")).isEqualTo(1);
        assertThat(attribute("Applications", "Counts").toString()).contains("CONNECTIONS_OPENED");
    }

    @Test
    void a_client_can_be_disconnected_by_its_id() throws Exception {
        RecordingWriter writer = RecordingWriter.prompt();
        observed.connections().add(TestConnections.echo("1.1", writer));

        assertThat(invoke("disconnect", "1.1", String.class)).isEqualTo(true);
        assertThat(invoke("disconnect", "9.9", String.class)).isEqualTo(false);
        assertThat(invoke("disconnect", "", String.class)).isEqualTo(false);
    }

    @Test
    void the_node_can_be_drained_and_traced() throws Exception {
        invoke("drain", 5, int.class);
        invoke("trace", true, boolean.class);

        assertThat(drains).containsExactly(Duration.ofSeconds(5));
        assertThat(attribute("Node", "Draining")).isEqualTo(true);
        assertThat(attribute("Node", "Tracing")).isEqualTo(true);
        server.invoke(name("Node", "/"), "cancelDrain", new Object[0], new String[0]);
        assertThat(attribute("Node", "Draining")).isEqualTo(false);
        assertThatThrownBy(() -> invoke("drain", -1, int.class))
                .isInstanceOf(RuntimeMBeanException.class)
                .hasRootCauseMessage("seconds must be from 0 to 3600, got -1");
        assertThatThrownBy(() -> invoke("drain", 3_601, int.class)).isInstanceOf(RuntimeMBeanException.class);
        assertThat(drains).isEmpty();
    }

    @Test
    void a_console_shows_what_an_operation_does_and_wants_to_know() throws Exception {
        assertThat(List.of(server.getMBeanInfo(name("Node", "/")).getOperations()))
                .filteredOn(operation -> operation.getName().equals("drain"))
                .singleElement()
                .satisfies(drain -> {
                    assertThat(drain.getDescription()).contains("connect again");
                    assertThat(drain.getSignature()[0].getName()).isEqualTo("seconds");
                });
        assertThat(List.of(server.getMBeanInfo(name("Channels", "/")).getOperations()))
                .filteredOn(operation -> operation.getName().equals("list"))
                .singleElement()
                .satisfies(list -> assertThat(list.getSignature())
                        .extracting(MBeanParameterInfo::getName)
                        .containsExactly("app", "prefix"));
    }

    @Test
    void another_Canyon_in_the_same_server_has_beans_of_its_own_and_all_go_with_theirs() throws Exception {
        ManagedBeans other = ManagedBeans.register("/canyon", observed, managed, trace, 2048);

        assertThat(server.queryNames(new ObjectName("canyon:*"), null)).hasSize(10);
        assertThat(server.getAttribute(name("Outboxes", "/canyon"), "LimitBytes"))
                .isEqualTo(2048);
        other.close();
        assertThat(server.queryNames(new ObjectName("canyon:*"), null)).hasSize(5);
        beans.close();
        beans.close();
        assertThat(server.queryNames(new ObjectName("canyon:*"), null)).isEmpty();
    }

    @Test
    void what_one_that_ended_without_a_word_has_left_is_replaced() throws Exception {
        ManagedBeans.register("", observed, managed, trace, 4096);

        assertThat(attribute("Outboxes", "LimitBytes")).isEqualTo(4096);
    }

    private Object attribute(String type, String attribute) throws Exception {
        return server.getAttribute(name(type, "/"), attribute);
    }

    private Object invoke(String operation, Object argument, Class<?> type) throws Exception {
        return server.invoke(name("Node", "/"), operation, new Object[] {argument}, new String[] {type.getName()});
    }

    private static ObjectName name(String type, String context) throws Exception {
        return new ObjectName("canyon:type=" + type + ",context=" + ObjectName.quote(context));
    }
}
