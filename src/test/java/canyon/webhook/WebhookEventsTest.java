package canyon.webhook;

import static canyon.webhook.WebhookScene.ORDERS;
import static canyon.webhook.WebhookScene.ROOM;
import static canyon.webhook.WebhookScene.member;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Payload;
import canyon.message.SocketId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of Pusher's "Webhooks", as they are written there. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhookEventsTest {
    private static final ChannelName CHAT = new ChannelName("private-chat");

    private final WebhookScene scene = new WebhookScene();

    @Test
    void a_channel_is_occupied_and_vacated() {
        scene.events.occupied(ORDERS);
        assertThat(scene.told()).isEqualTo("{\"name\":\"channel_occupied\",\"channel\":\"orders\"}");

        scene.events.vacated(ORDERS);
        scene.pass(WebhookScene.HOLD);
        assertThat(scene.told()).isEqualTo("{\"name\":\"channel_vacated\",\"channel\":\"orders\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "5"})
    void a_member_is_added_and_removed_whose_id_is_a_string(String id) {
        scene.events.joined(ROOM, member(id));
        assertThat(scene.told())
                .isEqualTo("{\"name\":\"member_added\",\"channel\":\"presence-room\",\"user_id\":\"5\"}");

        scene.events.left(ROOM, member(id));
        scene.pass(WebhookScene.HOLD);
        assertThat(scene.told())
                .isEqualTo("{\"name\":\"member_removed\",\"channel\":\"presence-room\",\"user_id\":\"5\"}");
    }

    @Test
    void a_member_without_an_id_is_not_told_of() {
        Member nobody = Member.of(new JsonText("{\"name\":\"Zoë\"}")).orElseThrow();

        scene.events.joined(ROOM, nobody);
        scene.events.left(ROOM, nobody);
        scene.pass(WebhookScene.HOLD);

        assertThat(scene.told()).isEmpty();
    }

    @Test
    void the_data_of_a_client_event_is_a_string() {
        scene.events.sent(sent(CHAT, new Payload(new JsonText("{\"a\":\"Zoë\"}")), null));

        assertThat(scene.told())
                .isEqualTo("{\"name\":\"client_event\",\"channel\":\"private-chat\",\"event\":\"client-typing\","
                        + "\"data\":\"{\\\"a\\\":\\\"Zoë\\\"}\",\"socket_id\":\"1.2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "\"{\\\"a\\\":1}\""})
    void it_is_the_same_string_however_a_library_of_pusher_has_written_it(String written) {
        scene.events.sent(sent(CHAT, Payload.ofWritten(new JsonText(written)), null));

        assertThat(scene.told()).contains("\"data\":\"{\\\"a\\\":1}\",");
    }

    @Test
    void a_client_event_on_a_presence_channel_names_the_member() {
        scene.events.sent(sent(ROOM, new Payload(JsonText.ofString("hello")), "5"));

        assertThat(scene.told())
                .isEqualTo("{\"name\":\"client_event\",\"channel\":\"presence-room\",\"event\":\"client-typing\","
                        + "\"data\":\"hello\",\"socket_id\":\"1.2\",\"user_id\":\"5\"}");
    }

    @Test
    void a_subscription_count_is_a_number() {
        scene.events.countTold(ORDERS, 7);

        assertThat(scene.told())
                .isEqualTo("{\"name\":\"subscription_count\",\"channel\":\"orders\",\"subscription_count\":7}");
    }

    @Test
    void a_cache_miss_is_told_once_for_all_who_come_at_the_same_time() {
        ChannelName cache = new ChannelName("cache-orders");
        scene.events.missed(cache);
        scene.events.missed(cache);
        assertThat(scene.told()).isEqualTo("{\"name\":\"cache_miss\",\"channel\":\"cache-orders\"}");

        scene.events.missed(cache);
        scene.events.missed(new ChannelName("cache-news"));
        assertThat(scene.told()).isEqualTo("{\"name\":\"cache_miss\",\"channel\":\"cache-news\"}");

        scene.pass(Duration.ofSeconds(1));
        scene.events.missed(cache);
        assertThat(scene.told()).isEqualTo("{\"name\":\"cache_miss\",\"channel\":\"cache-orders\"}");
    }

    @Test
    void more_misses_than_can_be_remembered_are_told_again() {
        Misses misses = new Misses();
        assertThat(misses.isNews(ORDERS, 0)).isTrue();
        for (int i = 0; i < Misses.MAX_COUNT; i++) {
            assertThat(misses.isNews(new ChannelName("cache-" + i), 0)).isTrue();
        }

        assertThat(misses.isNews(ORDERS, 0)).isTrue();
        assertThat(misses.isNews(new ChannelName("cache-" + (Misses.MAX_COUNT - 1)), 0))
                .isFalse();
    }

    @Test
    void the_channels_of_signed_in_users_are_not_told_of() {
        ChannelName user = ChannelName.ofUser("", "5");

        scene.events.occupied(user);
        scene.events.countTold(user, 1);
        scene.events.vacated(user);
        scene.pass(WebhookScene.HOLD);

        assertThat(scene.told()).isEmpty();
    }

    @Test
    void names_are_written_as_json() {
        scene.events.occupied(new ChannelName("a\"b\\c漢"));

        assertThat(scene.told()).isEqualTo("{\"name\":\"channel_occupied\",\"channel\":\"a\\\"b\\\\c漢\"}");
    }

    private static Broadcast sent(ChannelName channel, Payload payload, @Nullable String user) {
        return new Broadcast(channel, "client-typing", payload, new SocketId("1.2"), user);
    }
}
