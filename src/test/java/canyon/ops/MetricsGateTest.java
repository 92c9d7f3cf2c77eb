package canyon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.MetricsAccess;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MetricsGateTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , , true",
        "127.8.8.8, , , true",
        "::1, , , true",
        "0:0:0:0:0:0:0:1, , , true",
        "192.0.2.7, , , false",
        "unknown, , , false",
        "127.0.0.1, X-Forwarded-For, 203.0.113.9, false",
        "127.0.0.1, X-Forwarded-For, 127.0.0.1, false",
        "127.0.0.1, Forwarded, for=127.0.0.1, false",
        "127.0.0.1, X-Real-IP, 127.0.0.1, false",
        "127.0.0.1, Via, 1.1 proxy, false",
        "192.0.2.7, X-Forwarded-For, 127.0.0.1, false"
    })
    void loopback_is_who_asks_from_here_and_through_no_proxy(
            String peer, @Nullable String header, @Nullable String value, boolean admitted) {
        MetricsGate gate = new MetricsGate(MetricsAccess.LOOPBACK, request -> true);

        assertThat(gate.admits(request(peer, header, value))).isEqualTo(admitted);
    }

    @Test
    void open_is_open_to_anybody() {
        MetricsGate gate = new MetricsGate(MetricsAccess.OPEN, request -> false);

        assertThat(gate.admits(request("203.0.113.9", null, null))).isTrue();
    }

    @Test
    void admin_is_only_who_is_one_wherever_from() {
        assertThat(new MetricsGate(MetricsAccess.ADMIN, request -> false).admits(request("127.0.0.1", null, null)))
                .isFalse();
        assertThat(new MetricsGate(MetricsAccess.ADMIN, request -> true).admits(request("203.0.113.9", null, null)))
                .isTrue();
    }

    /** Made of just what is asked of it here. */
    private static HttpServletRequest request(String peer, @Nullable String header, @Nullable String value) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (header != null && value != null) {
            headers.put(header, value);
        }
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get(String.valueOf(arguments[0]));
                    case "getRemoteAddr" -> peer;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
