package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.config.RedisPrefixes;
import canyon.message.ChannelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisInterestTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName CACHED = new ChannelName("private-cache-orders");
    private static final String PATTERNS =
            "PSUBSCRIBE shop_cache-* shop_private-cache-* shop_private-encrypted-cache-*" + " shop_presence-cache-*";

    private final Ticker ticker = new Ticker();
    private final RedisInterest interest = new RedisInterest(RedisPrefixes.parse("shop_"), TIMEOUT, ticker);
    private final List<String> sent = new ArrayList<>();
    private final List<String> joined = new ArrayList<>();

    @Test
    void a_client_joins_when_redis_has_confirmed() {
        attach();

        join(ORDERS);
        assertThat(sent).containsExactly("SUBSCRIBE shop_orders");
        assertThat(settled()).isEmpty();
        answer(1);

        assertThat(settled()).containsExactly("orders");
    }

    @Test
    void who_comes_while_another_waits_waits_with_it_and_nothing_is_asked_twice() {
        attach();
        join(ORDERS);
        join(ORDERS);
        answer(1);
        assertThat(settled()).containsExactly("orders", "orders");

        join(ORDERS);

        assertThat(joined).as("at once, as it is heard").containsExactly("orders", "orders", "orders");
        assertThat(sent).containsExactly("SUBSCRIBE shop_orders");
    }

    @Test
    void a_channel_is_heard_under_each_prefix() {
        RedisInterest both = new RedisInterest(RedisPrefixes.parse("shop_,none"), TIMEOUT, ticker);
        both.attach(this::record);
        for (int i = 0; i < 8; i++) {
            both.answered();
        }
        sent.clear();

        both.await(ORDERS, () -> joined.add("orders"));
        both.answered();
        assertThat(both.takeReady()).isEmpty();
        both.answered();

        assertThat(sent).containsExactly("SUBSCRIBE shop_orders orders");
        assertThat(both.takeReady()).hasSize(1);
    }

    @Test
    void nobody_waits_while_redis_is_away_and_all_is_asked_for_when_it_comes() {
        join(ORDERS);
        assertThat(joined).containsExactly("orders");

        assertThat(interest.attach(this::record)).isTrue();

        assertThat(sent).containsExactly(PATTERNS, "SUBSCRIBE shop_orders");
        assertThat(answers(4)).isFalse();
        assertThat(answers(1)).as("complete").isTrue();
    }

    @Test
    void who_waits_when_redis_goes_joins_and_is_subscribed_to_later() {
        attach();
        join(ORDERS);

        interest.detach();
        assertThat(settled()).containsExactly("orders");
        interest.attach(this::record);

        assertThat(sent).containsExactly("SUBSCRIBE shop_orders", PATTERNS, "SUBSCRIBE shop_orders");
    }

    @Test
    void a_wait_is_bounded_and_what_comes_later_still_counts() {
        attach();
        join(ORDERS);
        ticker.pass(TIMEOUT.minusMillis(1));
        interest.expire();
        assertThat(settled()).isEmpty();

        ticker.pass(Duration.ofMillis(1));
        interest.expire();
        assertThat(settled()).containsExactly("orders");
        answer(1);
        join(ORDERS);

        assertThat(joined).as("heard since").containsExactly("orders", "orders");
    }

    @Test
    void a_channel_that_nobody_is_in_is_unsubscribed_from_after_a_moment() {
        attach();
        join(ORDERS);
        answer(1);
        settled();

        interest.vacated(ORDERS);
        ticker.pass(RedisInterest.LINGERING.minusMillis(1));
        interest.expire();
        assertThat(sent).containsExactly("SUBSCRIBE shop_orders");
        ticker.pass(Duration.ofMillis(1));
        interest.expire();

        assertThat(sent).containsExactly("SUBSCRIBE shop_orders", "UNSUBSCRIBE shop_orders");
        assertThat(interest.count()).isZero();
    }

    @Test
    void who_comes_back_in_that_moment_finds_it_heard() {
        attach();
        join(ORDERS);
        answer(1);
        settled();
        interest.vacated(ORDERS);
        ticker.pass(Duration.ofSeconds(3));

        join(ORDERS);
        ticker.pass(Duration.ofMinutes(1));
        interest.expire();

        assertThat(joined).containsExactly("orders", "orders");
        assertThat(sent).containsExactly("SUBSCRIBE shop_orders");
    }

    @Test
    void who_comes_while_it_is_unsubscribed_from_waits_for_the_new_subscription() {
        attach();
        join(ORDERS);
        answer(1);
        settled();
        interest.vacated(ORDERS);
        ticker.pass(RedisInterest.LINGERING);
        interest.expire();

        join(ORDERS);
        answer(1);
        assertThat(settled()).as("that was the answer to UNSUBSCRIBE").isEmpty();
        answer(1);

        assertThat(settled()).containsExactly("orders");
    }

    @Test
    void a_client_that_waited_and_went_leaves_nothing_behind() {
        attach();
        interest.await(ORDERS, () -> {});
        answer(1);

        ticker.pass(RedisInterest.LINGERING);
        interest.expire();

        assertThat(interest.count()).isZero();
        assertThat(sent).containsExactly("SUBSCRIBE shop_orders", "UNSUBSCRIBE shop_orders");
    }

    @Test
    void cache_channels_are_covered_by_patterns() {
        attach();

        join(CACHED);

        assertThat(joined).containsExactly("private-cache-orders");
        assertThat(sent).isEmpty();
    }

    @Test
    void where_patterns_are_refused_cache_channels_are_like_others() {
        join(CACHED);
        interest.attach(this::record);
        assertThat(interest.refused("NOPERM")).isFalse();

        assertThat(sent).containsExactly(PATTERNS, "SUBSCRIBE shop_private-cache-orders");
        assertThat(answers(1)).as("complete").isTrue();
    }

    @Test
    void of_names_that_are_refused_together_each_is_tried_alone() {
        ChannelName bad = new ChannelName("bad");
        occupy(ORDERS, bad);
        interest.attach(this::record);
        answers(4);
        sent.clear();

        assertThat(interest.refused("NOPERM")).isFalse();
        assertThat(sent)
                .hasSize(2)
                .allSatisfy(command -> assertThat(command.split(" ")).hasSize(2));
        assertThat(answers(1)).isFalse();
        assertThat(interest.refused("NOPERM")).as("complete, as far as it goes").isTrue();
        sent.clear();
        join(ORDERS);
        join(bad);

        assertThat(joined).contains("orders", "bad");
        assertThat(sent).isEmpty();
    }

    @Test
    void of_the_names_of_a_channel_one_may_be_refused() {
        RedisInterest both = new RedisInterest(RedisPrefixes.parse("shop_,none"), TIMEOUT, ticker);
        both.attach(this::record);
        both.refused("NOPERM");
        sent.clear();

        both.await(ORDERS, () -> joined.add("orders"));
        both.refused("NOPERM");
        assertThat(sent).containsExactly("SUBSCRIBE shop_orders orders", "SUBSCRIBE shop_orders", "SUBSCRIBE orders");
        both.answered();
        assertThat(both.takeReady()).isEmpty();
        both.refused("NOPERM");

        assertThat(both.takeReady()).hasSize(1);
    }

    /** A Redis that does not read must not make a client's thread wait. */
    @Test
    void only_as_much_is_sent_as_fits_between_us_and_redis() {
        for (int i = 0; i < 5_000; i++) {
            interest.occupied(new ChannelName("channel-" + i));
        }

        interest.attach(this::record);
        assertThat(bytesSent()).isLessThan(RedisLink.WINDOW_BYTES + 300);
        boolean complete = false;
        for (int i = 0; i < 5_004; i++) {
            assertThat(complete).isFalse();
            complete = interest.answered();
        }

        assertThat(complete).isTrue();
        assertThat(names()).hasSize(5_000);
    }

    @Test
    void names_that_clients_make_up_do_not_fill_the_memory() {
        attach();
        for (int i = 0; i < RedisInterest.LINGERING_COUNT + 500; i++) {
            interest.await(new ChannelName("made-up-" + i), () -> {});
            // The subscription, and the end of another one.
            answer(2);
        }

        assertThat(interest.count()).isLessThanOrEqualTo(RedisInterest.LINGERING_COUNT);
    }

    @Test
    void a_sign_of_life_is_only_asked_for_if_no_answer_is_due() {
        attach();
        assertThat(interest.askForSignOfLife()).isTrue();
        assertThat(sent).containsExactly("SUBSCRIBE shop_canyon:alive");

        assertThat(interest.askForSignOfLife()).isFalse();
        answer(1);

        assertThat(interest.askForSignOfLife()).isTrue();
    }

    @Test
    void other_applications_have_no_channels_in_redis() {
        attach();
        ChannelName other = new ChannelName("other", "orders");

        join(other);

        assertThat(joined).containsExactly("orders");
        assertThat(sent).isEmpty();
    }

    @Test
    void names_must_be_known_beforehand() {
        assertThatThrownBy(() -> new RedisInterest(RedisPrefixes.parse("*_database_"), TIMEOUT, ticker))
                .hasMessageContaining("*_database_");
    }

    /** With the patterns answered and forgotten. */
    private void attach() {
        interest.attach(this::record);
        assertThat(answers(4)).isTrue();
        sent.clear();
    }

    private void record(Command command, byte[]... names) {
        sent.add(command + " "
                + Stream.of(names).map(name -> new String(name, UTF_8)).collect(Collectors.joining(" ")));
    }

    private void answer(int names) {
        answers(names);
    }

    /** The last of them. */
    private boolean answers(int names) {
        boolean complete = false;
        for (int i = 0; i < names; i++) {
            complete = interest.answered();
        }
        return complete;
    }

    private void join(ChannelName channel) {
        interest.await(channel, () -> {
            interest.occupied(channel);
            joined.add(channel.text());
        });
    }

    private void occupy(ChannelName... channels) {
        for (ChannelName channel : channels) {
            interest.occupied(channel);
        }
    }

    /** Those who join now, as the thread lets them. */
    private List<String> settled() {
        joined.clear();
        interest.takeReady().forEach(Runnable::run);
        return List.copyOf(joined);
    }

    private int bytesSent() {
        return sent.stream().mapToInt(String::length).sum();
    }

    private List<String> names() {
        return sent.stream()
                .filter(command -> command.startsWith("SUBSCRIBE "))
                .flatMap(command -> Stream.of(command.split(" ")).skip(1))
                .toList();
    }
}
