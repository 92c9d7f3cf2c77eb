package canyon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.broker.Broker;
import canyon.message.Broadcast;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoFeedTest {
    private final RecordingBroker broker = new RecordingBroker();
    private final DemoFeed feed =
            new DemoFeed(broker, Clock.fixed(Instant.parse("2026-11-20T08:30:00.1234Z"), ZoneOffset.UTC));

    @Test
    void each_run_publishes_for_everybody_and_for_alice() {
        feed.run();
        feed.run();

        assertThat(broker.published)
                .extracting(broadcast -> broadcast.channel() + " " + broadcast.event())
                .containsExactly(
                        "demo-feed tick", "private-desk.alice note", "demo-feed tick", "private-desk.alice note");
        assertThat(broker.published.get(2).data().text())
                .startsWith("{\"n\":2,\"at\":\"2026-11-20T08:30:00.123Z\",\"load\":");
        assertThat(broker.published.get(3).data().text()).isEqualTo("{\"n\":2}");
    }

    private static final class RecordingBroker implements Broker {
        private final List<Broadcast> published = new ArrayList<>();

        @Override
        public void publish(Broadcast broadcast) {
            published.add(broadcast);
        }

        @Override
        public boolean offer(Broadcast broadcast) {
            throw new AssertionError("a feed is no client");
        }
    }
}
