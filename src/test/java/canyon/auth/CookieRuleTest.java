package canyon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.AuthHosts;
import canyon.config.Origins;
import canyon.message.JsonText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CookieRuleTest {
    private static final AuthHosts HOSTS = AuthHosts.parse("https://shop.test/app,named.test:8080,.many.test");

    private final CookieRule listing = new CookieRule(HOSTS, Origins.parse("https://listed.test,*.wide.test"));
    private final CookieRule open = new CookieRule(HOSTS, Origins.parse("*"));

    @ParameterizedTest
    @CsvSource({
        ", true",
        "https://ws.test, true",
        "http://ws.test:3000, true",
        "https://WS.test:8443, true",
        "https://shop.test, true",
        "http://shop.test:3000, true",
        "http://named.test, true",
        "https://eu.many.test:8443, true",
        "https://many.test, false",
        "https://a.b.many.test, false",
        "https://evil.test, false",
        "https://ws.test.evil.test, false",
        "https://evil-shop.test, false",
        "https://evil.test@shop.test, false",
        "https://ws.test@evil.test, false",
        "https://evil.test/https://ws.test, false",
        "ws.test, false",
        "shop.test, false",
        "*.shop.test, false",
        "null, false",
        "'', false"
    })
    void a_star_for_origins_vouches_for_no_page(@Nullable String origin, boolean allowed) {
        assertThat(open.allows(visitor(origin, "ws.test:6001"))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://listed.test, true",
        "https://eu.wide.test, true",
        "https://ws.test:1234, true",
        "https://shop.test, true",
        ", true",
        "http://listed.test, false",
        "https://listed.test:8443, false",
        "https://wide.test, false",
        "https://evil.test, false",
        "null, false"
    })
    void an_origin_that_is_listed_vouches(@Nullable String origin, boolean allowed) {
        assertThat(listing.allows(visitor(origin, "ws.test"))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, localhost:8080, true",
        "http://[::1]:3000, [0:0:0:0:0:0:0:1]:8080, true",
        "http://192.0.2.7, 192.0.2.7:6001, true",
        "http://192.0.2.70, 192.0.2.7:6001, false",
        "https://evil.test, , false",
        "https://evil.test, '', false",
        "https://evil.test, ws.test@evil.test, false",
        "https://evil.test, 'ws.test, evil.test', false",
        "https://evil.test, *.evil.test, false",
        "null, null, false"
    })
    void its_own_host_is_the_one_that_the_handshake_was_sent_to(String origin, @Nullable String host, boolean allowed) {
        assertThat(open.allows(visitor(origin, host))).isEqualTo(allowed);
    }

    private static Visitor visitor(@Nullable String origin, @Nullable String host) {
        return new Visitor("a=b", origin, "https://shop.test/", host, JsonText.EMPTY_OBJECT);
    }
}
