package canyon.hostile;

import static canyon.hostile.PollingIntruder.assertUnknown;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In revision 3 others know the session id: it alone opens nothing. */
class BorrowedSessionIT extends AmongOthers {
    private static final String FORWARDED = "X-Forwarded-For";

    BorrowedSessionIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    private Peer stranger() {
        return peer.from("127.0.0.2");
    }

    @Test
    void a_stranger_can_neither_poll_nor_send_nor_upgrade_and_the_session_lives_on() throws IOException {
        PollingIntruder owner = PollingIntruder.at(peer, 3);
        PollingIntruder thief = owner.from(stranger());

        assertUnknown(thief.poll().answer());
        assertUnknown(thief.post("1:1"));
        String upgrade = owner.path().replace("transport=polling", "transport=websocket");
        HttpAnswer refused = stranger().webSocket(upgrade).handshake();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("Session ID unknown");

        assertThat(owner.post("1:2").body()).isEqualTo("ok");
        assertThat(owner.poll().answer().body()).isEqualTo("1:3");
    }

    @Test
    void its_owner_may_move_with_the_cookie() throws IOException {
        PollingIntruder owner = PollingIntruder.at(peer, 3);
        PollingIntruder moved = owner.from(stranger());
        Map<String, String> cookie = Map.of("Cookie", "other=1; " + owner.cookie());

        assertThat(moved.post(cookie, new byte[] {'1', ':', '2'}).answer().body())
                .isEqualTo("ok");
        assertThat(moved.poll(cookie).body()).isEqualTo("1:3");
        String upgrade = owner.path().replace("transport=polling", "transport=websocket");
        assertThat(stranger().webSocket(upgrade, cookie).handshake().status()).isEqualTo(101);
    }

    @Test
    void a_wrong_cookie_opens_nothing() throws IOException {
        PollingIntruder owner = PollingIntruder.at(peer, 3);
        String sid = owner.path().replaceFirst(".*sid=", "");
        PollingIntruder thief = owner.from(stranger());
        String own = PollingIntruder.at(stranger(), 3).cookie();

        for (String cookie : new String[] {own, "io=" + sid, "io=", "io", owner.cookie() + "x", "IO=" + sid}) {
            assertUnknown(thief.poll(Map.of("Cookie", cookie)));
        }
    }

    @Test
    void in_revision_4_the_id_is_a_secret_and_enough() throws IOException {
        PollingIntruder owner = PollingIntruder.at(peer, 4);

        assertThat(owner.from(stranger()).post("40").body()).isEqualTo("ok");

        assertThat(owner.poll().answer().body()).startsWith("40{");
    }

    @Test
    void a_client_behind_trusted_proxies_keeps_its_session_whichever_of_them_it_comes_through() throws IOException {
        Map<String, String> client = Map.of(FORWARDED, "203.0.113.7");
        PollingIntruder owner = PollingIntruder.at(peer, 3, client);

        assertThat(owner.from(peer.from("127.0.0.3"))
                        .post(client, new byte[] {'1', ':', '2'})
                        .answer()
                        .body())
                .isEqualTo("ok");
        assertThat(owner.poll(Map.of(FORWARDED, "198.51.100.1, 203.0.113.7 , 127.0.0.9"))
                        .body())
                .isEqualTo("1:3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.8",
                "203.0.113.7, 198.51.100.1",
                "127.0.0.1",
                "unknown",
                "203.0.113.7, unknown",
                "203.0.113.7:x",
                ",",
                "203.0.113.7, "
            })
    void another_client_behind_the_same_proxy_is_a_stranger(String forwarded) throws IOException {
        PollingIntruder owner = PollingIntruder.at(peer, 3, Map.of(FORWARDED, "203.0.113.7"));

        assertUnknown(owner.poll(Map.of(FORWARDED, forwarded)));
        assertUnknown(owner.poll(Map.of()));
    }
}
