package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The expected texts are recorded, but for order and for what the recordings do not have. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelDocumentsTest {
    @Test
    void channels_are_told_with_their_subscriptions() {
        Map<String, Integer> subscribers = new TreeMap<>(Map.of("presence-r", 3, "news", 2, "private-p", 1));

        assertThat(ChannelDocuments.channels(subscribers))
                .hasToString("{\"channels\":{\"news\":{\"subscription_count\":2,\"occupied\":true},"
                        + "\"presence-r\":{\"subscription_count\":3,\"occupied\":true},"
                        + "\"private-p\":{\"subscription_count\":1,\"occupied\":true}}}");
    }

    @Test
    void no_channels_are_an_empty_object() {
        assertThat(ChannelDocuments.channels(Map.of())).hasToString("{\"channels\":{}}");
    }

    @Test
    void any_name_is_a_key() throws MalformedJsonException {
        String name = "a\"b\\c 漢🦊";

        JsonText document =
                JsonText.parse(ChannelDocuments.channels(Map.of(name, 1)).text());

        assertThat(document.members().get("channels"))
                .isNotNull()
                .satisfies(channels -> assertThat(channels.members()).containsOnlyKeys(name));
    }

    @Test
    void only_a_presence_channel_has_users() {
        assertThat(ChannelDocuments.channel(new ChannelName("news"), 2, 0))
                .hasToString("{\"subscription_count\":2,\"occupied\":true}");
        assertThat(ChannelDocuments.channel(new ChannelName("my-presence-x"), 1, 0))
                .hasToString("{\"subscription_count\":1,\"occupied\":true}");
        assertThat(ChannelDocuments.channel(new ChannelName("presence-r"), 3, 2))
                .hasToString("{\"subscription_count\":3,\"occupied\":true,\"user_count\":2}");
    }

    @Test
    void an_empty_channel_is_not_occupied() {
        assertThat(ChannelDocuments.channel(new ChannelName("nobody"), 0, 0))
                .hasToString("{\"subscription_count\":0,\"occupied\":false}");
        assertThat(ChannelDocuments.channel(new ChannelName("presence-empty"), 0, 0))
                .hasToString("{\"subscription_count\":0,\"occupied\":false,\"user_count\":0}");
    }

    @Test
    void users_are_told_in_their_order_without_their_connections() throws MalformedJsonException {
        assertThat(users(
                        "{\"user_id\":\"1\",\"user_info\":{\"name\":\"User 1\",\"emoji\":\"🦊\"}}",
                        "{\"user_id\":\"2\",\"user_info\":{\"name\":\"User 2\",\"emoji\":\"🦊\"}}"))
                .isEqualTo("{\"users\":[{\"id\":\"1\",\"user_info\":{\"name\":\"User 1\",\"emoji\":\"🦊\"}},"
                        + "{\"id\":\"2\",\"user_info\":{\"name\":\"User 2\",\"emoji\":\"🦊\"}}]}");
        assertThat(users()).isEqualTo("{\"users\":[]}");
    }

    @Test
    void ids_and_infos_stay_as_the_application_wrote_them() throws MalformedJsonException {
        assertThat(users("{\"user_info\":{\"b\":1.0,\"a\":\"\\u00e9\\/\"},\"user_id\":12345678901234567890}"))
                .isEqualTo(
                        "{\"users\":[{\"id\":12345678901234567890,\"user_info\":{\"b\":1.0,\"a\":\"\\u00e9\\/\"}}]}");
        assertThat(users("{\"user_id\":null,\"user_info\":null}"))
                .isEqualTo("{\"users\":[{\"id\":null,\"user_info\":null}]}");
    }

    @Test
    void what_the_application_did_not_write_is_not_there() throws MalformedJsonException {
        assertThat(users("{\"user_id\":5}", "{\"user_info\":{}}", "{}"))
                .isEqualTo("{\"users\":[{\"id\":5},{\"user_info\":{}},{}]}");
    }

    private static String users(String... members) throws MalformedJsonException {
        List<Presence> users = new ArrayList<>();
        for (String member : members) {
            users.add(new Presence(Member.of(JsonText.parse(member)).orElseThrow(), SocketId.random()));
        }
        return ChannelDocuments.users(users).text();
    }
}
