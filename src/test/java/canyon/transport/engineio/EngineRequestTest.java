package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.Origins;
import canyon.config.TrustedProxies;
import canyon.transport.FrameWriters;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineRequestTest {
    private static final EngineServer SERVER = new TestServer(new RecordingApplication()).server();

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    @Test
    void the_page_is_what_the_handshake_says_of_it() {
        headers.putAll(Map.of(
                "Cookie",
                "a=b; c=d",
                "Origin",
                "https://shop.test",
                "Referer",
                "https://other.test/cart",
                "Host",
                "ws.shop.test:6001",
                "User-Agent",
                "Firefox"));

        assertThat(page("EIO=4&transport=polling"))
                .isEqualTo(new PageHeaders(
                        "a=b; c=d", "https://shop.test", "https://other.test/cart", "ws.shop.test:6001", "Firefox"));
    }

    @Test
    void who_says_nothing_has_no_page() {
        assertThat(page("EIO=4&transport=websocket")).isEqualTo(PageHeaders.NONE);
        assertThat(page(null)).isEqualTo(PageHeaders.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.test/cart?a=b#c, https://shop.test",
        "http://shop.test:3000/, http://shop.test:3000",
        "https://shop.test?a=https://other.test, https://shop.test",
        "https://shop.test@evil.test/, https://shop.test@evil.test",
        "file:///home/index.html, null",
        "about:blank, null",
        "garbage, null",
        "'', null",
        ", null"
    })
    void a_script_of_JSONP_has_the_origin_of_the_page_that_it_stands_on(@Nullable String referer, String origin) {
        give("Referer", referer);

        assertThat(page("EIO=4&transport=polling&j=0").origin()).isEqualTo(origin);
        assertThat(page("%6A=&EIO=3&transport=polling").origin()).isEqualTo(origin);
        assertThat(page("EIO=4&transport=polling").origin()).isNull();
    }

    @Test
    void an_origin_that_is_given_counts_for_JSONP_too() {
        headers.putAll(Map.of("Origin", "https://evil.test", "Referer", "https://shop.test/"));

        assertThat(page("j=0").origin()).isEqualTo("https://evil.test");
    }

    @ParameterizedTest
    @CsvSource({
        "transport=polling, https://shop.test, , false",
        "transport=polling, https://evil.test, https://shop.test/, true",
        "transport=polling, null, https://shop.test/, true",
        "transport=polling, , https://evil.test/, false",
        "j=0, , https://shop.test/a, false",
        "j=0, , https://evil.test/a, true",
        "j=0, , https://evil.test/https://shop.test, true",
        "j=0, , https://shop.test@evil.test/, true",
        "j=0, , https://evil.test\\@shop.test/, true",
        "j=0, , , true"
    })
    void a_page_of_an_origin_that_is_not_listed_is_foreign(
            String query, @Nullable String origin, @Nullable String referer, boolean foreign) {
        give("Origin", origin);
        give("Referer", referer);

        assertThat(request(query, Origins.parse("https://shop.test")).isForeign())
                .isEqualTo(foreign);
        assertThat(request(query, Origins.parse("*")).isForeign()).isFalse();
    }

    private void give(String header, @Nullable String value) {
        if (value != null) {
            headers.put(header, value);
        }
    }

    private PageHeaders page(@Nullable String query) {
        return request(query, Origins.parse("*")).handshake().page();
    }

    private EngineRequest request(@Nullable String query, Origins origins) {
        EngineDoor door = new EngineDoor(
                SERVER, "/socket.io", origins, TrustedProxies.parse("none"), FrameWriters.portable(Runnable::run));
        return EngineRequest.of(door, http(query));
    }

    /** Made of just what is asked of it here. */
    private HttpServletRequest http(@Nullable String query) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getQueryString" -> query;
                    case "getHeader" -> headers.get(((String) arguments[0]).toLowerCase(Locale.ROOT));
                    case "getHeaders" -> Collections.enumeration(List.of());
                    case "getRemoteAddr" -> "192.0.2.7";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
