package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"true", "on", "yes", "1", "TRUE", "On"})
    void a_flag_can_be_on_in_several_words(String text) {
        assertThat(Format.flag().parse(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off", "no", "0", "OFF"})
    void a_flag_can_be_off_in_several_words(String text) {
        assertThat(Format.flag().parse(text)).isFalse();
    }

    @Test
    void a_whole_number_has_two_bounds() {
        Format<Integer> format = Format.integer(1, 64);

        assertThat(format.parse("1")).isEqualTo(1);
        assertThat(format.parse("64")).isEqualTo(64);
        assertThat(format.allowed()).isEqualTo("whole number, 1 to 64");
        refuses(format, "0", "65", "-1", "1.5", "1e3", "64k", "99999999999");
    }

    @Test
    void a_duration_is_ISO_8601_between_two_bounds() {
        Format<Duration> format = Format.duration(Duration.ofMillis(10), Duration.ofHours(1));

        assertThat(format.parse("PT0.01S")).isEqualTo(Duration.ofMillis(10));
        assertThat(format.parse("PT60M")).isEqualTo(Duration.ofHours(1));
        refuses(format, "PT0.009S", "PT1H1S", "-PT5S", "30", "30s", "5m", "PT", "PT99999999999999999999S");
    }

    @Test
    void a_name_needs_no_encoding_in_a_path() {
        assertThat(Format.name().parse("Shop_1.eu-west")).isEqualTo("Shop_1.eu-west");
        refuses(Format.name(), "a/b", "a b", "shöp", "a%20b", "a".repeat(101));
    }

    @Test
    void flags_take_no_other_word() {
        refuses(Format.flag(), "maybe", "2", "enabled");
    }

    @Test
    void a_list_is_trimmed_and_has_no_empty_entry() {
        assertThat(Format.entries(" a ,b,  c")).isEqualTo(List.of("a", "b", "c"));
        assertThatThrownBy(() -> Format.entries("a,,b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Format.entries("a,")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void transports_are_a_set() {
        Format<Set<SocketIoTransport>> format = Keys.SOCKETIO_TRANSPORTS.format();

        assertThat(format.parse("websocket , polling"))
                .containsExactlyInAnyOrder(SocketIoTransport.POLLING, SocketIoTransport.WEBSOCKET);
        assertThat(format.parse("websocket")).containsExactly(SocketIoTransport.WEBSOCKET);
        assertThat(SocketIoTransport.WEBSOCKET.text()).isEqualTo("websocket");
        refuses(format, "", "polling,", "polling,polling", "flashsocket", "WebSocket");
    }

    @Test
    void the_client_library_is_version_2_or_4() {
        assertThat(Keys.SOCKETIO_CLIENT_VERSION.format().parse("4")).isEqualTo(4);
        refuses(Keys.SOCKETIO_CLIENT_VERSION.format(), "3", "2.5.0", "latest");
    }

    @Test
    void a_public_URL_is_http_with_a_host_and_without_secrets() {
        assertThat(Keys.PUBLIC_URL.format().parse("https://ws.shop.test/live"))
                .hasScheme("https")
                .hasHost("ws.shop.test");
        refuses(
                Keys.PUBLIC_URL.format(),
                "ws.shop.test",
                "ws://ws.shop.test",
                "https://",
                "https:ws.shop.test",
                "https://user:hunter2@ws.shop.test",
                "https://ws.shop.test/?a=b",
                "https://ws.shop.test/#a",
                "https://ws shop.test");
    }

    @ParameterizedTest
    @MethodSource("keysWithDefault")
    void every_default_is_allowed(Key<?> key) {
        assertThat(key.defaultValue()).isNotNull();
    }

    static List<Key<?>> keysWithDefault() {
        return Keys.ALL.stream().filter(key -> !key.defaultText().isEmpty()).toList();
    }

    private static void refuses(Format<?> format, String... texts) {
        for (String text : texts) {
            assertThatThrownBy(() -> format.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("hunter2");
        }
    }
}
