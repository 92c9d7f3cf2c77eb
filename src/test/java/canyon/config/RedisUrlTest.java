package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisUrlTest {
    @Test
    void all_parts_are_read() {
        assertThat(RedisUrl.parse("rediss://laravel:s3cret@redis.test:6380/2"))
                .isEqualTo(new RedisUrl(true, "laravel", new Secret("s3cret"), "redis.test", 6380, 2));
    }

    @Test
    void what_is_left_out_has_its_usual_value() {
        RedisUrl expected = new RedisUrl(false, null, null, "redis.test", 6379, 0);

        assertThat(RedisUrl.parse("redis://redis.test")).isEqualTo(expected);
        assertThat(RedisUrl.parse("redis://redis.test/")).isEqualTo(expected);
        assertThat(RedisUrl.parse("redis://redis.test:6379/0")).isEqualTo(expected);
    }

    @Test
    void tls_is_phpredis_word_for_rediss() {
        assertThat(RedisUrl.parse("tls://redis.test:6380")).isEqualTo(RedisUrl.parse("rediss://redis.test:6380"));
    }

    @Test
    void a_password_needs_no_user() {
        assertThat(RedisUrl.parse("redis://:s3cret@redis.test"))
                .isEqualTo(new RedisUrl(false, null, new Secret("s3cret"), "redis.test", 6379, 0));
    }

    @ParameterizedTest
    @CsvSource({"p%40ss%3A, p@ss:", "p@ss, p@ss", "a+b, a+b", "a/b?c#d, a/b?c#d", "a:b, a:b", "caf%C3%A9, café"})
    void a_password_may_hold_anything_encoded_or_not(String written, String password) {
        RedisUrl url = RedisUrl.parse("redis://laravel:" + written + "@redis.test:6379");

        assertThat(url.password()).isEqualTo(new Secret(password));
        assertThat(url.places().get(0).host()).isEqualTo("redis.test");
    }

    @Test
    void an_IPv6_address_stands_in_brackets() {
        RedisUrl url = RedisUrl.parse("redis://[::1]:6380");

        assertThat(url.places().get(0).host()).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(url.address()).isEqualTo("[0:0:0:0:0:0:0:1]:6380");
    }

    @Test
    void sentinels_stand_in_a_list_before_the_name_of_the_master() {
        RedisUrl url = RedisUrl.parse("redis-sentinel://shop:s3cret@a.test:26379,b.test,[::1]:26380/my-master/2");

        assertThat(url.form()).isEqualTo(RedisForm.SENTINEL);
        assertThat(url.tls()).isFalse();
        assertThat(url.user()).isEqualTo("shop");
        assertThat(url.password()).isEqualTo(new Secret("s3cret"));
        assertThat(url.places())
                .containsExactly(
                        new RedisPlace("a.test", 26379),
                        new RedisPlace("b.test", 26379),
                        new RedisPlace("0:0:0:0:0:0:0:1", 26380));
        assertThat(url.name()).isEqualTo("my-master");
        assertThat(url.database()).isEqualTo(2);
        assertThat(url)
                .hasToString("redis-sentinel://shop:***@a.test:26379,b.test:26379,[0:0:0:0:0:0:0:1]:26380/my-master/2");
        assertThat(RedisUrl.parse("rediss-sentinel://a.test/main").tls()).isTrue();
    }

    @Test
    void nodes_of_a_cluster_stand_in_a_list() {
        RedisUrl url = RedisUrl.parse("rediss-cluster://:p@ss,word@a.test:7000,b.test:7001,a.test:7000");

        assertThat(url.form()).isEqualTo(RedisForm.CLUSTER);
        assertThat(url.tls()).isTrue();
        assertThat(url.password()).isEqualTo(new Secret("p@ss,word"));
        assertThat(url.places()).containsExactly(new RedisPlace("a.test", 7000), new RedisPlace("b.test", 7001));
        assertThat(url).hasToString("rediss-cluster://:***@a.test:7000,b.test:7001");
        assertThat(RedisUrl.parse("redis-cluster://a.test/").places()).containsExactly(new RedisPlace("a.test", 6379));
    }

    @Test
    void a_unix_socket_has_a_path() {
        RedisUrl url = RedisUrl.parse("redis+unix://shop:s3cret@/run/redis/my%20redis.sock?db=3");

        assertThat(url.form()).isEqualTo(RedisForm.UNIX);
        assertThat(url.name()).isEqualTo("/run/redis/my redis.sock");
        assertThat(url.user()).isEqualTo("shop");
        assertThat(url.database()).isEqualTo(3);
        assertThat(url.address()).isEqualTo("/run/redis/my redis.sock");
        assertThat(RedisUrl.parse("unix:///run/redis.sock")).isEqualTo(RedisUrl.parse("redis+unix:///run/redis.sock"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:6379",
                "http://redis.test:6379",
                "REDIS://redis.test:6379",
                "redis:/redis.test",
                "redis://",
                "redis://:6379",
                "redis://redis.test:",
                "redis://redis.test:0",
                "redis://redis.test:65536",
                "redis://redis.test:port",
                "redis://redis.test/two",
                "redis://redis.test/-1",
                "redis://redis.test/9999999999",
                "redis://redis.test:6379?db=2",
                "redis://redis test",
                "redis://::1:6379",
                "redis://[::g]:6379",
                "redis://laravel@redis.test",
                "redis://laravel:@redis.test",
                "redis://laravel:100%@redis.test",
                "redis://a.test,b.test",
                "redis-sentinel://a.test:26379",
                "redis-sentinel://a.test:26379/",
                "redis-sentinel://a.test,,b.test/main",
                "redis-sentinel:///main",
                "redis-sentinel://a.test/my master",
                "redis-sentinel://a.test/main/one",
                "redis-cluster://a.test:7000,",
                "redis-cluster://a.test:7000/1",
                "redis-cluster://",
                "redis+unix://",
                "redis+unix:///",
                "redis+unix://run/redis.sock",
                "redis+unix:///run/redis.sock?db=one",
                "rediss+unix:///run/redis.sock",
                "sentinel://a.test/main"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> RedisUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://laravel:hunter2@redis.test:6379/1",
                "redis://:hunter2@redis.test",
                "redis://hunter2@redis.test:6379",
                "redis://laravel:hunter2%@redis.test:6379",
                "redis://laravel:hun@hunter2@redis.test:99999",
                "redis://laravel:hunter2@redis.test:port",
                "redis://laravel:hunter2",
                "redis-sentinel://laravel:hunter2@a.test:26379",
                "redis-sentinel://laravel:hunter2@a.test:26379,b.test/main",
                "redis-sentinel://laravel:hunter2@a.test/my master",
                "redis-cluster://laravel:hunter2@a.test:7000/1",
                "redis+unix://laravel:hunter2@run/redis.sock",
                "redis://redis.test:6379?password=hunter2",
                "redis:laravel:hunter2@redis.test:6379",
                "http://laravel:hunter2@redis.test:6379",
                "hunter2"
            })
    void no_message_shows_a_password(String text) {
        assertThat(RedisUrl.mask(text)).doesNotContain("hun");
        try {
            assertThat(RedisUrl.parse(text).toString()).doesNotContain("hun");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("hun").hasNoCause();
        }
    }

    @Test
    void a_message_still_shows_what_is_no_password() {
        assertThat(RedisUrl.mask("redis://laravel:hunter2@redis.test:6380/1"))
                .isEqualTo("redis://laravel:***@redis.test:6380/1");
        assertThat(RedisUrl.mask("redis://redis.test:99999")).isEqualTo("redis://redis.test:99999");
        assertThat(RedisUrl.mask("http://hunter2@redis.test:6379")).isEqualTo("http://***@redis.test:6379");
        assertThat(RedisUrl.mask("localhost:6379")).isEqualTo("localhost:6379");
    }
}
