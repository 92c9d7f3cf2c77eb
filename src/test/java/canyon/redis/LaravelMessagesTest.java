package canyon.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisPrefixes;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.metrics.Drop;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LaravelMessagesTest {
    private static final int MAX_BYTES = 1024;

    private final LaravelMessages messages =
            new LaravelMessages(RedisPrefixes.parse("*_database_,*-database-,none"), MAX_BYTES);

    @ParameterizedTest
    @MethodSource("canyon.redis.RecordedMessage#all")
    void a_recorded_message_becomes_what_the_clients_got(RecordedMessage recorded) {
        LaravelMessage read = read(recorded.channel(), recorded.message());

        if (recorded.hasEventName()) {
            Broadcast broadcast = broadcast(read);
            assertThat(broadcast.channel()).isEqualTo(new ChannelName(recorded.channel()));
            assertThat(broadcast.event()).isEqualTo(recorded.event());
            recorded.assertSameValue(broadcast.data());
        } else {
            assertThat(read).isInstanceOf(LaravelMessage.Dropped.class);
        }
    }

    @Test
    void data_stays_as_it_was_written() {
        String data = "{\"n\":12345678901234567890,\"f\":1.0,\"e\":1e400,\"s\":\"\\u00e9\\/\", \"z\" : 1,\"a\":2}";

        assertThat(broadcast(read("c", "{\"event\":\"E\",\"data\": " + data + " }"))
                        .data())
                .isEqualTo(new JsonText(data));
    }

    @Test
    void laravels_prefix_is_taken_off() {
        LaravelMessage read = read("laravel_database_orders.7", "{\"event\":\"E\",\"data\":{}}");

        assertThat(broadcast(read).channel()).isEqualTo(new ChannelName("orders.7"));
        assertThat(((LaravelMessage.Event) read).redisChannel()).isEqualTo("laravel_database_orders.7");
    }

    @Test
    void what_nodes_tell_each_other_is_never_broadcast_whatever_the_prefix_is() {
        LaravelMessages careless = new LaravelMessages(RedisPrefixes.parse("canyon:,canyon,none"), MAX_BYTES);

        LaravelMessage read = careless.read("canyon:bus".getBytes(UTF_8), "{\"event\":\"E\"}".getBytes(UTF_8));

        assertThat(read).isEqualTo(new LaravelMessage.Dropped(Drop.RESERVED_CHANNEL));
    }

    @Test
    void a_name_without_a_known_prefix_is_not_ours() {
        LaravelMessages strict = new LaravelMessages(RedisPrefixes.parse("shop_"), MAX_BYTES);

        LaravelMessage read = strict.read("blog_orders".getBytes(UTF_8), "{\"event\":\"E\"}".getBytes(UTF_8));

        assertThat(read).isEqualTo(new LaravelMessage.Dropped(Drop.REDIS_NOT_OURS));
    }

    @Test
    void a_socket_that_is_a_text_is_excluded() {
        assertThat(except("\"12.34\"")).isEqualTo(new SocketId("12.34"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "\"\"", "true", "[\"12.34\"]", "{}"})
    void any_other_socket_excludes_nobody(String socket) {
        assertThat(except(socket)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "", "null", "5", "[]", "\"event\"", "{\"event\":\"E\"", "{\"event\":\"E\"}}"})
    void what_is_no_json_object_is_dropped(String message) {
        assertThat(read("c", message)).isEqualTo(new LaravelMessage.Dropped(Drop.REDIS_NOT_JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"event\":null}", "{\"event\":5}", "{\"event\":{\"a\":1}}", "{\"Event\":\"E\"}"})
    void a_message_without_an_event_name_is_dropped(String message) {
        assertThat(read("c", message)).isEqualTo(new LaravelMessage.Dropped(Drop.REDIS_NO_EVENT));
    }

    @Test
    void bytes_that_are_not_utf8_are_dropped() {
        byte[] latin1 = "{\"event\":\"E\",\"data\":\"\u00e9\"}".getBytes(ISO_8859_1);

        assertThat(messages.read("c".getBytes(UTF_8), latin1))
                .isEqualTo(new LaravelMessage.Dropped(Drop.REDIS_NOT_JSON));
    }

    @Test
    void a_replacement_character_that_was_published_is_kept() {
        assertThat(broadcast(read("c", "{\"event\":\"E\",\"data\":\"\uFFFD\"}")).data())
                .isEqualTo(new JsonText("\"\uFFFD\""));
    }

    @Test
    void a_message_at_the_limit_passes_and_one_byte_more_is_dropped() {
        String start = "{\"event\":\"E\",\"data\":\"";
        String atLimit = start + "x".repeat(MAX_BYTES - start.length() - 2) + "\"}";

        assertThat(read("c", atLimit)).isInstanceOf(LaravelMessage.Event.class);
        assertThat(read("c", atLimit + " ")).isEqualTo(new LaravelMessage.Dropped(Drop.REDIS_TOO_BIG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"__keyspace@0__:key", "__keyevent@0__:expired", "PresenceChannelUpdated"})
    void names_that_redis_or_canyon_use_are_dropped(String channel) {
        assertThat(read(channel, "{\"event\":\"E\"}")).isEqualTo(new LaravelMessage.Dropped(Drop.RESERVED_CHANNEL));
    }

    @Test
    void a_reserved_name_is_reserved_under_a_prefix_too() {
        assertThat(read("laravel_database_PresenceChannelUpdated", "{\"event\":\"E\"}"))
                .isEqualTo(new LaravelMessage.Dropped(Drop.RESERVED_CHANNEL));
    }

    @Test
    void a_name_that_no_channel_can_have_is_dropped() {
        LaravelMessage dropped = new LaravelMessage.Dropped(Drop.REDIS_CHANNEL);

        assertThat(read("", "{\"event\":\"E\"}")).isEqualTo(dropped);
        assertThat(read("line\nbreak", "{\"event\":\"E\"}")).isEqualTo(dropped);
        assertThat(messages.read(new byte[] {(byte) 0xc3, 0x28}, "{\"event\":\"E\"}".getBytes(UTF_8)))
                .isEqualTo(dropped);
    }

    @Test
    void garbage_is_always_an_answer_and_never_an_exception() {
        Random random = new Random(8);
        byte[] valid = "{\"event\":\"E\",\"data\":{\"a\":[1,2.5e3,\"\\u00e9\"]},\"socket\":\"1.2\"}".getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] message = valid.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(256);
            }
            byte[] channel = new byte[random.nextInt(12)];
            random.nextBytes(channel);

            assertThat(messages.read(channel, message)).isNotNull();
            assertThat(messages.read("c".getBytes(UTF_8), message)).isNotNull();
        }
    }

    @Test
    void nesting_without_end_is_dropped() {
        LaravelMessages large = new LaravelMessages(RedisPrefixes.parse("none"), 1_000_000);

        LaravelMessage read =
                large.read("c".getBytes(UTF_8), "[".repeat(1_000_000).getBytes(UTF_8));

        assertThat(read).isEqualTo(new LaravelMessage.Dropped(Drop.REDIS_NOT_JSON));
    }

    private LaravelMessage read(String channel, String message) {
        return messages.read(channel.getBytes(UTF_8), message.getBytes(UTF_8));
    }

    private static Broadcast broadcast(LaravelMessage read) {
        assertThat(read).isInstanceOf(LaravelMessage.Event.class);
        return ((LaravelMessage.Event) read).broadcast();
    }

    private @Nullable SocketId except(String socket) {
        return broadcast(read("c", "{\"event\":\"E\",\"socket\":" + socket + "}"))
                .except();
    }
}
