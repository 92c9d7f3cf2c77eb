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
class OriginsTest {
    @ParameterizedTest
    @CsvSource({
        "https://shop.test, https://shop.test",
        "https://shop.test, https://shop.test:443",
        "https://shop.test:443, https://shop.test",
        "https://shop.test, HTTPS://Shop.Test",
        "HTTPS://Shop.Test, https://shop.test",
        "https://shop.test:8443, https://shop.test:8443",
        "https://*.shop.test, https://eu.shop.test",
        "https://*.shop.test, https://a.eu.shop.test",
        "*.shop.test, http://eu.shop.test",
        "shop.test, http://shop.test",
        "shop.test, https://shop.test",
        "shop.test, https://shop.test:443",
        "shop.test:8443, http://shop.test:8443",
        "shop.test:8443, https://shop.test:8443",
        "localhost, capacitor://localhost",
        "capacitor://localhost, capacitor://localhost",
        "http://192.0.2.7:3000, http://192.0.2.7:3000",
        "http://[::1]:3000, http://[::1]:3000",
        "http://[0:0:0:0:0:0:0:1]:3000, http://[::1]:3000",
        "[2001:db8::1], https://[2001:DB8::1]",
        "https://my_shop.test, https://my_shop.test"
    })
    void an_origin_that_fits_is_allowed(String configured, String origin) {
        assertThat(Origins.parse(configured).allows(origin)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.test, http://shop.test",
        "https://shop.test, https://shop.test:8443",
        "https://shop.test, https://evil-shop.test",
        "https://shop.test, https://eu.shop.test",
        "https://shop.test, https://shop.test.evil",
        "https://shop.test, https://shop.test.",
        "https://shop.test, https://shop.test/",
        "https://shop.test, https://shop.test@evil.test",
        "https://shop.test, https://evil.test#https://shop.test",
        "https://shop.test, https://evil.test/https://shop.test",
        "https://shop.test, shop.test",
        "https://shop.test, //shop.test",
        "https://shop.test, null",
        "https://shop.test, ''",
        "https://shop.test, *",
        "https://shop.test, 'https://shop.test https://evil.test'",
        "https://*.shop.test, https://shop.test",
        "https://*.shop.test, https://evil-shop.test",
        "https://*.shop.test, https://.shop.test",
        "https://*.shop.test, https://*.shop.test",
        "https://*.shop.test, https://eu.shop.test.evil",
        "https://*.shop.test, http://eu.shop.test",
        "https://*.shop.test, https://eu.shop.test:8443",
        "shop.test, https://shop.test:8443",
        "shop.test, http://shop.test:443",
        "shop.test:8443, https://shop.test",
        "kiosk.test, https://\u212Aiosk.test",
        "http://[::1]:3000, http://[::2]:3000",
        "http://127.0.0.1, http://[::ffff:127.0.0.2]"
    })
    void a_near_miss_is_refused(String configured, String origin) {
        assertThat(Origins.parse(configured).allows(origin)).isFalse();
    }

    @Test
    void each_entry_of_a_list_counts() {
        Origins origins = Origins.parse("https://shop.test, admin.test:8443");

        assertThat(origins.allows("https://shop.test")).isTrue();
        assertThat(origins.allows("http://admin.test:8443")).isTrue();
        assertThat(origins.allows("https://admin.test")).isFalse();
        assertThat(origins).hasToString("https://shop.test,admin.test:8443");
        assertThat(origins.isAny()).isFalse();
    }

    @Test
    void the_star_allows_everything_also_null() {
        Origins origins = Origins.parse("*");

        assertThat(origins.isAny()).isTrue();
        assertThat(origins.allows("https://anything.test")).isTrue();
        assertThat(origins.allows("null")).isTrue();
    }

    @Test
    void an_endless_origin_is_refused() {
        assertThat(Origins.parse("shop.test").allows("https://" + "a".repeat(100_000)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://shop.test,",
                "*,https://shop.test",
                "null",
                "https://shop.test/",
                "https://shop.test/path",
                "https://user@shop.test",
                "https://shop.test:port",
                "https://shop.test:0",
                "https://shop.test:65536",
                "https://*",
                "https://*shop.test",
                "https://eu.*.test",
                "https://*.*.test",
                "https://shöp.test",
                "https://[::g]",
                "https://shop.test https://mall.test",
                "://shop.test",
                "https:shop.test"
            })
    void what_is_no_origin_is_refused_in_the_configuration(String list) {
        assertThatThrownBy(() -> Origins.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }
}
