package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisPrefixesTest {
    private static final RedisPrefixes DEFAULT = RedisKeys.PREFIX.defaultValue();

    @ParameterizedTest
    @CsvSource({
        "laravel_database_orders, orders",
        "my_app_database_private-x, private-x",
        "laravel-database-orders, orders",
        "My-App-database-presence-room.1, presence-room.1",
        "orders, orders",
        "private-orders.7, private-orders.7",
        // Only as much as needed is taken.
        "laravel_database_my_database_events, my_database_events",
        "laravel_database_my-database-events, my-database-events",
        "laravel-database-my_database_events, my_database_events",
        // What makes a channel private or presence is never taken for a prefix.
        "private-my_database_orders, private-my_database_orders",
        "app_private-my_database_orders, app_private-my_database_orders",
        "presence-my-database-room, presence-my-database-room",
        "laravel_database_private-my_database_orders, private-my_database_orders",
        // Nothing before, nothing after, or other characters before: no prefix.
        "_database_orders, _database_orders",
        "laravel_database_, laravel_database_",
        "a.b_database_orders, a.b_database_orders",
        "__keyspace@0__:laravel_database_x, __keyspace@0__:laravel_database_x"
    })
    void the_default_takes_off_what_Laravel_puts_before_names(String redisChannel, String channel) {
        assertThat(DEFAULT.strip(redisChannel)).contains(channel);
    }

    @Test
    void with_a_literal_alone_other_names_are_not_ours() {
        RedisPrefixes prefixes = RedisPrefixes.parse("laravel_database_");

        assertThat(prefixes.strip("laravel_database_orders")).contains("orders");
        assertThat(prefixes.strip("laravel_database_laravel_database_orders")).contains("laravel_database_orders");
        assertThat(prefixes.strip("other_database_orders")).isEmpty();
        assertThat(prefixes.strip("orders")).isEmpty();
        assertThat(prefixes.strip("laravel_database_")).isEmpty();
    }

    @Test
    void a_literal_beats_a_pattern_and_the_longest_literal_wins() {
        RedisPrefixes prefixes = RedisPrefixes.parse("*_, shop_database_, shop_database_eu_");

        assertThat(prefixes.strip("shop_database_eu_orders")).contains("orders");
        assertThat(prefixes.strip("shop_database_us_orders")).contains("us_orders");
        assertThat(prefixes.strip("shop_orders")).contains("orders");
    }

    @Test
    void a_pattern_may_have_a_head_of_its_own() {
        RedisPrefixes prefixes = RedisPrefixes.parse("shop-*_database_");

        assertThat(prefixes.strip("shop-eu_database_orders")).contains("orders");
        assertThat(prefixes.strip("shop-_database_orders")).isEmpty();
        assertThat(prefixes.strip("mall-eu_database_orders")).isEmpty();
    }

    @Test
    void none_alone_leaves_every_name_as_it_is() {
        assertThat(RedisPrefixes.parse("none").strip("laravel_database_orders")).contains("laravel_database_orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "laravel_,", "a,,b", "*", "laravel*", "*_*_", "**_", "my app_", "a\tb"})
    void what_can_be_no_prefix_is_refused(String list) {
        assertThatThrownBy(() -> RedisPrefixes.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void its_text_form_is_what_was_written() {
        assertThat(RedisPrefixes.parse("laravel_database_ , none")).hasToString("laravel_database_,none");
    }

    @Test
    void with_none_all_of_Redis_is_heard() {
        assertThat(DEFAULT.subscribePatterns()).containsExactly("*");
        assertThat(RedisPrefixes.parse("none").subscribePatterns()).containsExactly("*");
    }

    @Test
    void without_none_only_what_can_carry_a_prefix_is_heard() {
        assertThat(RedisPrefixes.parse("a_,b_").subscribePatterns()).containsExactly("a_*", "b_*");
        assertThat(RedisPrefixes.parse("*_database_").subscribePatterns()).containsExactly("*_database_*");
        assertThat(RedisPrefixes.parse("shop-*_database_").subscribePatterns()).containsExactly("shop-*_database_*");
    }

    @Test
    void no_message_is_heard_twice() {
        assertThat(RedisPrefixes.parse("shop_,shop_eu_,mall_").subscribePatterns())
                .containsExactly("mall_*", "shop_*");
        assertThat(RedisPrefixes.parse("*_database_,*-database-").subscribePatterns())
                .containsExactly("*");
        assertThat(RedisPrefixes.parse("laravel_,*_database_").subscribePatterns())
                .containsExactly("*");
        assertThat(RedisPrefixes.parse("a_,a_").subscribePatterns()).containsExactly("a_*");
    }

    @Test
    void characters_that_are_special_to_Redis_are_escaped() {
        assertThat(RedisPrefixes.parse("a[1]?\\:").subscribePatterns()).containsExactly("a\\[1\\]\\?\\\\:*");
    }

    @Test
    void a_channel_has_a_name_under_each_literal() {
        assertThat(RedisPrefixes.parse("shop_,mall_,none").redisNames("orders"))
                .containsExactlyInAnyOrder("shop_orders", "mall_orders", "orders");
        assertThat(RedisPrefixes.parse("shop_").redisNames("orders")).containsExactly("shop_orders");
    }

    @Test
    void a_name_that_means_another_channel_is_none_of_this_one() {
        assertThat(RedisPrefixes.parse("shop_,none").redisNames("shop_orders")).containsExactly("shop_shop_orders");
        assertThat(RedisPrefixes.parse("shop_,shop_eu_").redisNames("eu_orders"))
                .containsExactly("shop_eu_eu_orders");
    }

    @Test
    void with_a_pattern_names_are_not_known_beforehand() {
        assertThat(DEFAULT.areLiteral()).isFalse();
        assertThat(RedisPrefixes.parse("shop_,none").areLiteral()).isTrue();
    }

    @Test
    void heads_of_names_cover_no_name_twice() {
        assertThat(RedisPrefixes.parse("shop_,none").headsOf(List.of("cache-", "private-cache-")))
                .containsExactlyInAnyOrder("shop_cache-", "shop_private-cache-", "cache-", "private-cache-");
        assertThat(RedisPrefixes.parse("cache-,none").headsOf(List.of("cache-")))
                .containsExactly("cache-");
        assertThat(RedisPrefixes.patternUnder("a[1]_cache-")).isEqualTo("a\\[1\\]_cache-*");
    }
}
