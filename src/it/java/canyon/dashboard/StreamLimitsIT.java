package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.HttpAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** When live streams end, and how many there may be. */
@Timeout(60)
@ExtendWith(GuardedServer.Extension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamLimitsIT {
    private static final String LIVE = "/dashboard/api/live";

    private final GuardedServer server;
    private final Operator operator;

    StreamLimitsIT(GuardedServer server) throws IOException {
        this.server = server;
        this.operator = server.operator().signedIn(GuardedServer.PASSWORD);
    }

    @Test
    void a_stream_ends_with_its_session_and_no_other() throws Exception {
        Operator other = server.operator().signedIn(GuardedServer.PASSWORD);
        try (EventStream ending = opened(operator);
                EventStream staying = opened(other)) {
            ending.next("sample");

            operator.send("DELETE", "/dashboard/api/session", "");

            while (ending.next() != null) {
                // What was on its way.
            }
            assertThat(operator.get(LIVE).status()).isEqualTo(401);
            staying.next("sample");
            staying.next("sample");
        }
    }

    @Test
    void of_more_streams_than_are_configured_one_is_refused_until_another_has_gone() throws Exception {
        List<EventStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < GuardedServer.WATCHERS; i++) {
                streams.add(opened(operator));
            }
            for (EventStream stream : streams) {
                stream.next("sample");
            }

            HttpAnswer answer = operator.get(LIVE);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(Operator.json(answer).getString("error")).startsWith("Too many live streams");
            streams.remove(0).close();
            streams.add(opened(operator));
        } finally {
            for (EventStream stream : streams) {
                stream.close();
            }
        }
    }

    /** As soon as those that another test has left make room: Canyon notices within seconds that they have gone. */
    private static EventStream opened(Operator operator) throws Exception {
        EventStream stream = operator.watch("");
        while (stream.status() == 503) {
            stream.close();
            stream = operator.watch("");
        }
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }
}
