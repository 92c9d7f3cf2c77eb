package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.app.App;
import canyon.app.TestApps;
import canyon.broker.Census;
import canyon.broker.ChannelList;
import canyon.broker.Crowd;
import canyon.channel.CachedEvents.Cached;
import canyon.connection.CloseReason;
import canyon.message.ChannelName;
import canyon.message.Presence;
import canyon.metrics.Meters;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelsResourceTest {
    private static final App APP = TestApps.directory().standard();

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 2", "true, 0", "true, 2"})
    void a_list_of_channels_says_how_many_nodes_are_missing_in_it(boolean isSigned, int missing) throws Exception {
        Response answer = resource(isSigned, missing).channels("", null);

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeaderString("X-Canyon-Missing-Nodes")).isEqualTo(missing == 0 ? null : "2");
        assertThat(new String((byte[]) answer.getEntity(), StandardCharsets.UTF_8))
                .isEqualTo(
                        isSigned
                                ? "{\"channels\":{\"news\":{}}}"
                                : "{\"channels\":{\"news\":{\"subscription_count\":3,\"occupied\":true}}}");
    }

    @Test
    void users_are_asked_of_presence_channels_only() {
        assertThat(catchThrowableOfType(
                                RefusedRequestException.class,
                                () -> resource(true, 0).channels("news", "user_count"))
                        .status())
                .isEqualTo(400);
    }

    @SuppressWarnings("UnnecessaryAssignment") // as the container does it
    private static ChannelsResource resource(boolean isSigned, int missing) throws RefusedRequestException {
        ChannelsResource resource = new ChannelsResource();
        resource.caller = new Caller();
        if (isSigned) {
            resource.caller.hasSigned(APP, Query.parse(""));
        } else {
            resource.caller.isKnownByApiKey(APP);
        }
        resource.rates = new AppRates(new Meters());
        resource.census = new ListCensus(new ChannelList(new TreeMap<>(Map.of("news", new Crowd(3, 0))), missing));
        return resource;
    }

    /** Knows a list of channels and nothing else. */
    private record ListCensus(ChannelList list) implements Census {
        @Override
        public ChannelList channels(String app, String prefix) {
            return list;
        }

        @Override
        public Crowd channel(ChannelName channel) {
            throw new AssertionError("not to be asked for");
        }

        @Override
        public List<Presence> users(ChannelName channel) {
            throw new AssertionError("not to be asked for");
        }

        @Override
        public Optional<Cached> lastEvent(ChannelName channel) {
            throw new AssertionError("not to be asked for");
        }

        @Override
        public int connections(String app) {
            throw new AssertionError("not to be asked for");
        }

        @Override
        public int connectionsOf(String app, String user) {
            throw new AssertionError("not to be asked for");
        }

        @Override
        public void close(String app, String user, CloseReason reason) {
            throw new AssertionError("not to be asked for");
        }
    }
}
