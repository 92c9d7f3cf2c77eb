package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthHostsTest {
    private static final AuthHosts HOSTS = AuthHosts.parse(
            "https://first.test/app/ , https://shop.test,http://plain.test:8080, named.test,port.test:9000,.many.test,[::1]:8000");

    private static final String FIRST = "https://first.test/app";

    @ParameterizedTest
    @CsvSource({
        "https://shop.test/cart?id=1#top, https://shop.test",
        "https://shop.test, https://shop.test",
        "https://shop.test:443/, https://shop.test",
        "HTTPS://SHOP.Test/Cart, https://shop.test",
        "https://shop.test?x, https://shop.test",
        "https://shop.test#x, https://shop.test",
        "https://first.test/other/page, https://first.test/app",
        "http://plain.test:8080/a, http://plain.test:8080",
        "http://named.test/a, http://named.test",
        "https://named.test/a, https://named.test",
        "https://named.test:443/a, https://named.test:443",
        "https://port.test:9000/a, https://port.test:9000",
        "http://eu.many.test/a, http://eu.many.test",
        "https://EU.Many.Test:8443/a, https://eu.many.test:8443",
        "http://[0:0:0:0:0:0:0:1]:8000/, http://[0:0:0:0:0:0:0:1]:8000"
    })
    void the_page_that_a_client_comes_from_decides(String page, String chosen) {
        assertThat(HOSTS.choose(page, null).url()).isEqualTo(URI.create(chosen));
        assertThat(HOSTS.choose(null, page).url()).isEqualTo(URI.create(chosen));
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.test/",
        "https://shop.test:8443/",
        "https://eu.shop.test/",
        "https://shop.test.evil.test/",
        "https://evilshop.test/",
        "https://shop.test@evil.test/",
        "https://shop.test:x@evil.test/",
        "https://user:pass@shop.test/",
        "https://evil.test\\@shop.test/",
        "https://evil.test/https://shop.test/",
        "https://evil.test?https://shop.test",
        "https://evil.test#https://shop.test",
        "https:\\\\shop.test/",
        "https:///shop.test/",
        "https:shop.test",
        "//shop.test/",
        "shop.test",
        "ftp://shop.test/",
        "javascript:https://shop.test/",
        "https://shop.test./",
        "https://shop.test:/",
        "http://plain.test/",
        "http://plain.test:80/",
        "http://named.test:8080/",
        "http://named.test:443/",
        "http://port.test/",
        "http://many.test/",
        "http://a.b.many.test/",
        "http://.many.test/",
        "http://eu.many.test.evil.test/",
        "http://eumany.test/",
        "http://*.many.test/",
        "http://eu.many.test:0/",
        "http://eu.many.test:65536/",
        "http://eu.many.test%2f.many.test/",
        "http://",
        "null",
        "about:blank"
    })
    void whoever_comes_from_elsewhere_is_asked_for_at_the_first(String page) {
        assertThat(HOSTS.choose(page, null).url()).isEqualTo(URI.create(FIRST));
        assertThat(HOSTS.choose(null, page).url()).isEqualTo(URI.create(FIRST));
    }

    @Test
    void a_backslash_ends_the_host_as_in_browsers() {
        assertThat(HOSTS.choose("https://shop.test\\@evil.test/", null).url())
                .isEqualTo(URI.create("https://shop.test"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.test/, http://plain.test:8080, https://shop.test",
        "https://evil.test/, https://shop.test, https://first.test/app",
        "garbage, https://shop.test, https://first.test/app",
        "'', https://shop.test, https://shop.test",
        "' ', https://shop.test, https://shop.test",
        ", https://shop.test, https://shop.test",
        ", null, https://first.test/app",
        ", '', https://first.test/app",
        ", , https://first.test/app"
    })
    void a_Referer_counts_before_the_Origin(@Nullable String referer, @Nullable String origin, String chosen) {
        assertThat(HOSTS.choose(referer, origin).url()).isEqualTo(URI.create(chosen));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.test/a?token=5 | https://x.test | matches the Referer https://shop.test",
                "                            | https://shop.test | matches the Origin https://shop.test",
                "https://evil.test/a?token=5 | https://shop.test | the first, for nothing matches the Referer https://evil.test",
                "                            | https://evil.test | the first, for nothing matches the Origin https://evil.test",
                "https://me:pass@shop.test/  | https://shop.test | the first, for the Referer names no page",
                "                            | null | the first, for the Origin names no page",
                "                            |      | the first, for the client names no page"
            })
    void the_reason_is_told_without_what_may_be_secret(
            @Nullable String referer, @Nullable String origin, String reason) {
        assertThat(HOSTS.choose(referer, origin).reason()).isEqualTo(reason);
    }

    @Test
    void endless_pages_are_nobodys() {
        AuthHosts.Choice choice = HOSTS.choose("https://" + "a.".repeat(100_000) + "many.test/", null);

        assertThat(choice.url()).isEqualTo(URI.create(FIRST));
        assertThat(choice.reason()).hasSizeLessThan(100);
    }

    @Test
    void the_first_entry_that_matches_is_asked() {
        AuthHosts hosts = AuthHosts.parse("https://a.test,eu.shop.test,https://eu.shop.test/path,.shop.test");

        assertThat(hosts.choose("https://eu.shop.test/", null).url()).isEqualTo(URI.create("https://eu.shop.test"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://first.test, true",
        "http://FIRST.test:3000, true",
        "https://named.test:1, true",
        "https://port.test, true",
        "https://eu.many.test:8443, true",
        "http://[::1], true",
        "https://many.test, false",
        "https://a.b.many.test, false",
        "https://evil.test, false",
        "https://first.test.evil.test, false",
        "https://first.test@evil.test, false",
        "first.test, false",
        "*.first.test, false",
        "null, false",
        "'', false"
    })
    void an_origin_belongs_to_a_host_whatever_its_scheme_and_port(String origin, boolean belongs) {
        assertThat(HOSTS.hasHost(origin)).isEqualTo(belongs);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.test, https://shop.test",
        "https://shop.test/, https://shop.test",
        "https://shop.test//, https://shop.test",
        "https://shop.test/a/b/, https://shop.test/a/b",
        "https://Shop.test:8443/, https://Shop.test:8443",
        "http://[::1]:8000, http://[::1]:8000"
    })
    void a_URL_loses_the_slash_at_its_end_only(String entry, String url) {
        assertThat(AuthHosts.parse(entry).choose(null, null).url()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | an entry of the list is empty",
                "https://a.test,       | an entry of the list is empty",
                "shop.test             | \"shop.test\" stands first and so must be a URL with http:// or https://",
                ".shop.test,http://a.b | \".shop.test\" stands first and so must be a URL with http:// or https://",
                "shop.test/path        | \"shop.test/path\" is no application: write http://host:port, https://host:port,"
                        + " host:port or .domain",
                "http://a.b,..shop.test | \"..shop.test\" is no application: write http://host:port, https://host:port,"
                        + " host:port or .domain",
                "http://a.b,.*.shop.test | \".*.shop.test\" is no application: write http://host:port,"
                        + " https://host:port, host:port or .domain",
                "http://a.b,*.shop.test | \"*.shop.test\" is no application: write http://host:port, https://host:port,"
                        + " host:port or .domain",
                "http://a.b,.shop.test:80 | \".shop.test:80\" is no application: write http://host:port,"
                        + " https://host:port, host:port or .domain",
                "http://a.b,shop.test:0 | \"shop.test:0\" is no application: write http://host:port, https://host:port,"
                        + " host:port or .domain",
                "http://a.b,shop.test:65536 | \"shop.test:65536\" is no application: write http://host:port,"
                        + " https://host:port, host:port or .domain",
                "http://a.b,.          | \".\" is no application: write http://host:port, https://host:port, host:port"
                        + " or .domain",
                "http://shop.test:65536 | \"http://shop.test:65536\" is no application: its host or its port cannot be",
                "http://shop.test:0    | \"http://shop.test:0\" is no application: its host or its port cannot be",
                "ftp://shop.test       | \"ftp://shop.test\" is no application: not an http or https URL with a host",
                "https://*.shop.test   | \"https://*.shop.test\" is no application: not an http or https URL with a host",
                "https://              | \"https://\" is no application: not a URL: Expected authority at character 8",
                "https://shop.test?a=b | \"https://shop.test?a=b\" is no application: must not hold a user, a query or a"
                        + " fragment",
                "https://me:hunter2@shop.test | \"***\" is no application: must not hold a user, a query or a fragment",
                "http://a.b,me:hunter2@shop.test | \"***\" is no application: write http://host:port,"
                        + " https://host:port, host:port or .domain",
                "http://me:hun,ter2@shop.test | \"***\" is no application: not an http or https URL with a host"
            })
    void what_is_no_application_is_named_and_passwords_are_not(String list, String message) {
        assertThatThrownBy(() -> AuthHosts.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void it_reads_as_it_was_written() {
        assertThat(HOSTS)
                .hasToString("https://first.test/app/,https://shop.test,http://plain.test:8080,named.test,"
                        + "port.test:9000,.many.test,[::1]:8000");
    }
}
