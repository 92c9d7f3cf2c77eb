package canyon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.protocol.Frame;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxesTest {
    private final Connections connections = new Connections();
    private long now;
    private final Outboxes outboxes = new Outboxes(connections, () -> now);

    @Test
    void what_waits_is_looked_at_once_in_a_second_at_most() {
        Connection slow = TestConnections.echo("1.1", RecordingWriter.slow());
        connections.add(slow);
        connections.add(TestConnections.echo("1.2", RecordingWriter.prompt()));
        slow.send(Frame.text("is being written"));
        slow.send(Frame.text("12345678"));

        assertThat(outboxes.sample()).isEqualTo(new OutboxSample(10, 1, 10));
        slow.send(Frame.text("12345678"));
        now += Duration.ofMillis(999).toNanos();
        assertThat(outboxes.sample().bytes()).isEqualTo(10);
        now += Duration.ofMillis(1).toNanos();
        assertThat(outboxes.sample()).isEqualTo(new OutboxSample(20, 1, 20));
    }
}
