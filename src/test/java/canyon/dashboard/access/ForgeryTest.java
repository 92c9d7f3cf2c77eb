package canyon.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.TrustedProxies;
import java.net.URI;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ForgeryTest {
    private static final String PROXY = "127.0.0.1";

    @ParameterizedTest
    @CsvSource({"same-origin, false", "none, false", "same-site, true", "cross-site, true", "new-thing, true"})
    void the_browser_says_whose_page_it_is(String site, boolean foreign) {
        TestRequest request = TestRequest.from("192.0.2.1").with("Sec-Fetch-Site", site);

        assertThat(isForeign(request)).isEqualTo(foreign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://canyon.test:6001", "https://CANYON.test:6001", "https://public.shop.test"})
    void an_old_one_names_its_origin(String origin) {
        assertThat(isForeign(TestRequest.from("192.0.2.1").with("Origin", origin)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "https://evil.test", "http://canyon.test:6002", "http://canyon.test", "://", "a b"})
    void another_origin_is_foreign(String origin) {
        assertThat(isForeign(TestRequest.from("192.0.2.1").with("Origin", origin)))
                .isTrue();
    }

    @Test
    void behind_a_trusted_proxy_the_name_may_be_another_one() {
        TestRequest proxied = TestRequest.from(PROXY)
                .with("Origin", "https://ws.shop.test")
                .with("X-Forwarded-Host", "ws.shop.test:443");
        TestRequest invented = TestRequest.from("192.0.2.1")
                .with("Origin", "https://ws.shop.test")
                .with("X-Forwarded-Host", "ws.shop.test");

        assertThat(isForeign(proxied)).isFalse();
        assertThat(isForeign(invented)).isTrue();
    }

    @Test
    void a_program_that_is_no_browser_says_nothing() {
        assertThat(isForeign(TestRequest.from("192.0.2.1"))).isFalse();
    }

    @Test
    void the_token_is_that_of_the_session() {
        Session session = new Session("admin", 0);
        TestRequest request = TestRequest.from("192.0.2.1");

        assertThat(Forgery.hasToken(request.get(), session)).isFalse();
        assertThat(Forgery.hasToken(
                        request.with("X-Canyon-CSRF", new Session("admin", 0).csrf())
                                .get(),
                        session))
                .isFalse();
        assertThat(Forgery.hasToken(
                        request.with("X-Canyon-CSRF", session.csrf()).get(), session))
                .isTrue();
        assertThat(Forgery.hasToken(request.get(), null)).isFalse();
    }

    @Test
    void a_cookie_is_for_tls_alone_if_the_browser_came_by_it() {
        Site site = new Site(false, TrustedProxies.parse("127.0.0.0/8"), null);
        TestRequest request = TestRequest.from("192.0.2.1").with("X-Forwarded-Proto", "https");

        assertThat(new Caller(request.get(), site).isSecure()).isFalse();
        assertThat(new Caller(request.byTls().get(), site).isSecure()).isTrue();
        assertThat(new Caller(
                                TestRequest.from(PROXY)
                                        .with("X-Forwarded-Proto", "https")
                                        .get(),
                                site)
                        .isSecure())
                .isTrue();
    }

    private static boolean isForeign(TestRequest request) {
        return Forgery.isForeign(new Caller(
                request.get(),
                new Site(false, TrustedProxies.parse("127.0.0.0/8"), URI.create("https://public.shop.test/ws/"))));
    }
}
