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
class TrustedProxiesTest {
    private final TrustedProxies proxies =
            TrustedProxies.parse("127.0.0.0/8, ::1/128, 10.0.0.0/8, 2001:db8::/33, 192.0.2.7");

    @Test
    void a_peer_that_is_no_proxy_is_not_believed() {
        assertThat(proxies.clientAddress("198.51.100.1", "203.0.113.9")).isEqualTo("198.51.100.1");
        assertThat(proxies.clientAddress("2001:db8:8000::1", "203.0.113.9")).isEqualTo("2001:db8:8000:0:0:0:0:1");
        assertThat(proxies.clientAddress("192.0.2.8", "203.0.113.9")).isEqualTo("192.0.2.8");
    }

    @Test
    void a_proxy_without_the_header_is_the_client() {
        assertThat(proxies.clientAddress("10.1.2.3", null)).isEqualTo("10.1.2.3");
        assertThat(proxies.clientAddress("10.1.2.3", "")).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @CsvSource({
        // What the client invented stands left of what the proxy appended.
        "'1.1.1.1, 203.0.113.9', 203.0.113.9",
        "'127.0.0.1, 203.0.113.9', 203.0.113.9",
        "'203.0.113.9', 203.0.113.9",
        "'203.0.113.9, 10.0.0.2, 192.0.2.7', 203.0.113.9",
        "'203.0.113.9,10.0.0.2', 203.0.113.9",
        "'10.0.0.3, 10.0.0.2', 10.0.0.3",
        "'203.0.113.9, garbage, 10.0.0.2', 10.0.0.2",
        "'203.0.113.9, , 10.0.0.2', 10.0.0.2",
        "'203.0.113.9, unknown', 10.9.9.9",
        "',', 10.9.9.9",
        "',203.0.113.9', 203.0.113.9",
        "'203.0.113.9:51234', 203.0.113.9",
        "'[2001:db8:ffff::5]:443', 2001:db8:ffff:0:0:0:0:5",
        "'[2001:db8:ffff::5]', 2001:db8:ffff:0:0:0:0:5",
        "'2001:DB8:FFFF::5', 2001:db8:ffff:0:0:0:0:5",
        "'203.0.113.9, 2001:db8:7fff::5', 203.0.113.9"
    })
    void behind_a_proxy_the_rightmost_address_that_is_none_is_the_client(String forwardedFor, String client) {
        assertThat(proxies.clientAddress("10.9.9.9", forwardedFor)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "0:0:0:0:0:0:0:1", "::1%lo", "0000:0000::0001"})
    void the_same_address_is_always_the_same_text(String peer) {
        assertThat(proxies.clientAddress(peer, null)).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(proxies.clientAddress(peer, "203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @Test
    void an_IPv4_address_inside_IPv6_is_that_IPv4_address() {
        assertThat(proxies.clientAddress("::ffff:127.0.0.1", "::ffff:203.0.113.9"))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "beef.cafe", "", "256.1.1.1", "010.0.0.1", "10.0.0.1.", "10.1", "1:2:3", "::1]"})
    void a_peer_that_is_no_address_stays_as_it_is_and_is_not_believed(String peer) {
        assertThat(proxies.clientAddress(peer, "203.0.113.9")).isEqualTo(peer);
    }

    @Test
    void a_header_of_many_proxies_is_walked_to_its_end() {
        assertThat(proxies.clientAddress("127.0.0.1", "203.0.113.9" + ", 10.0.0.2".repeat(1000)))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void none_trusts_no_one() {
        TrustedProxies none = TrustedProxies.parse("none");

        assertThat(none.clientAddress("127.0.0.1", "203.0.113.9")).isEqualTo("127.0.0.1");
        assertThat(none).hasToString("none");
    }

    @Test
    void everything_can_be_trusted() {
        TrustedProxies all = TrustedProxies.parse("0.0.0.0/0,::/0");

        assertThat(all.clientAddress("198.51.100.1", "203.0.113.9, 2001:db8::1"))
                .isEqualTo("203.0.113.9");
        assertThat(all).hasToString("0.0.0.0/0,0:0:0:0:0:0:0:0/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0.1/8",
                "10.0.0.0/8,",
                "none,10.0.0.0/8",
                "10.0.0/8",
                "::ffff:10.0.0.0/104"
            })
    void what_is_no_block_is_refused(String list) {
        assertThatThrownBy(() -> TrustedProxies.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }
}
