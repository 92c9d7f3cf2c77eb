package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PollingTest {
    private final RecordingApplication application = new RecordingApplication();
    private final TestServer server = new TestServer(application);

    @Test
    void the_handshake_offers_the_upgrade() {
        EngineSession session = server.open(EngineVersion.V4);

        assertThat(WaitingRequest.get(session).answer())
                .isEqualTo("200 0{\"sid\":\"" + session.id()
                        + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,"
                        + "\"maxPayload\":100000000}");
    }

    @Test
    void a_poll_waits_for_the_next_packets() {
        EngineSession session = opened(EngineVersion.V4);
        WaitingRequest get = WaitingRequest.get(session);
        assertThat(get.isAnswered()).isFalse();

        session.send("a");
        session.send("b");
        session.send("c");

        assertThat(get.answer()).isEqualTo("200 4a");
        assertThat(get.type()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(WaitingRequest.get(session).answer()).isEqualTo("200 4b\u001e4c");
    }

    @Test
    void binary_goes_out_as_each_client_can_take_it() {
        EngineSession session = opened(EngineVersion.V3);
        WaitingRequest binary = WaitingRequest.get(session);
        session.send(new byte[] {1, 2});

        assertThat(binary.type()).isEqualTo("application/octet-stream");
        assertThat(HexFormat.of().formatHex(binary.bytes())).isEqualTo("0103ff040102");
        assertThat(answer(session, new Poll.Form(true, null))).isEqualTo("200 6:b4AQI=");
    }

    @Test
    void a_callback_gets_its_payload_as_script() {
        EngineSession session = opened(EngineVersion.V3);

        assertThat(answer(session, new Poll.Form(false, "0"))).isEqualTo("200 ___eio[0](\"6:b4AQI=\");");
        WaitingRequest request = new WaitingRequest();
        session.poll(request.poll(session, new Poll.Form(false, "7")));
        session.send("\"\u2028\u2029\n");

        assertThat(request.answer()).isEqualTo("200 ___eio[7](\"5:4\\\"\\u2028\\u2029\\u000a\");");
    }

    private static String answer(EngineSession session, Poll.Form form) {
        WaitingRequest request = new WaitingRequest();
        session.poll(request.poll(session, form));
        session.send(new byte[] {1, 2});
        return request.answer();
    }

    @Test
    void two_polls_at_once_end_the_session() {
        EngineSession session = opened(EngineVersion.V4);
        WaitingRequest first = WaitingRequest.get(session);

        WaitingRequest second = WaitingRequest.get(session);

        assertThat(first.answer()).isEqualTo("200 1");
        assertThat(second.answer()).isEqualTo("500");
        assertThat(application.heard).containsExactly("closed OVERLAPPING_REQUESTS");
        assertNothingLeft();
    }

    @Test
    void two_posts_at_once_end_the_session() {
        EngineSession session = opened(EngineVersion.V4);
        assertThat(session.beginPost()).isTrue();

        assertThat(WaitingRequest.post(session, "4x").answer()).isEqualTo("500");

        assertThat(application.heard).containsExactly("closed OVERLAPPING_REQUESTS");
        assertNothingLeft();
    }

    @Test
    void a_post_brings_packets_in_their_order() {
        EngineSession session = opened(EngineVersion.V4);

        assertThat(WaitingRequest.post(session, "4a\u001e4b\u001ebAQI=").answer())
                .isEqualTo("200 ok");
        assertThat(WaitingRequest.post(session, "4c").answer()).isEqualTo("200 ok");

        assertThat(application.heard).containsExactly("a", "b", "binary 0102", "c");
    }

    @Test
    void a_malformed_post_ends_the_session_and_says_so_in_revision_4_only() {
        EngineSession recent = opened(EngineVersion.V4);
        EngineSession old = opened(EngineVersion.V3);

        assertThat(WaitingRequest.post(recent, "4a\u001eabc").answer())
                .isEqualTo("400 {\"code\":3,\"message\":\"Bad request\"}");
        assertThat(WaitingRequest.post(old, "abc").answer()).isEqualTo("200 ok");

        assertThat(recent.isClosed()).isTrue();
        assertThat(old.isClosed()).isTrue();
        assertNothingLeft();
    }

    @Test
    void packets_after_a_close_packet_are_not_heard() {
        EngineSession session = opened(EngineVersion.V4);
        WaitingRequest get = WaitingRequest.get(session);

        WaitingRequest.post(session, "4a\u001e1\u001e4b");

        assertThat(application.heard).containsExactly("a", "closed CLIENT_CLOSED");
        assertThat(get.answer()).isEqualTo("200 6");
        assertNothingLeft();
    }

    @Test
    void a_poll_on_a_closed_session_is_refused() {
        EngineSession session = opened(EngineVersion.V4);
        session.close(CloseReason.SERVER_CLOSED);

        assertThat(WaitingRequest.get(session).answer())
                .isEqualTo("400 {\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void a_client_that_does_not_poll_is_given_up() {
        for (EngineVersion version : EngineVersion.values()) {
            opened(version);
        }
        server.tickAfter(TestServer.PING_INTERVAL);

        server.tickAfter(TestServer.PING_INTERVAL.plus(TestServer.PING_TIMEOUT));

        assertThat(application.heard).containsExactly("closed PING_TIMEOUT", "closed PING_TIMEOUT");
        assertNothingLeft();
    }

    @Test
    void an_open_poll_is_answered_when_its_client_is_given_up() {
        EngineSession session = opened(EngineVersion.V3);
        WaitingRequest get = WaitingRequest.get(session);

        server.tickAfter(TestServer.PING_INTERVAL.plus(TestServer.PING_TIMEOUT));

        assertThat(get.answer()).isEqualTo("200 1:1");
    }

    @Test
    void a_client_that_does_not_fetch_what_waits_is_too_slow() {
        EngineSession session = opened(EngineVersion.V4);

        for (int i = 0; i < 100; i++) {
            session.send("x".repeat(100));
        }

        assertThat(application.heard).containsExactly("closed TOO_SLOW");
        assertNothingLeft();
    }

    @Test
    void a_poll_that_meets_the_end_of_its_session_is_answered() {
        EngineSession session = opened(EngineVersion.V4);
        WaitingRequest request = new WaitingRequest();
        Poll poll = request.poll(session, new Poll.Form(false, null));

        session.close(CloseReason.PING_TIMEOUT);
        session.outbox().attach(poll);

        assertThat(request.answer()).isEqualTo("200 1");
    }

    /** A session whose handshake has been fetched. */
    private EngineSession opened(EngineVersion version) {
        EngineSession session = server.open(version);
        WaitingRequest.get(session);
        return session;
    }

    private void assertNothingLeft() {
        server.tickAfter(Duration.ofHours(1));
        assertThat(server.watchedCount()).isZero();
        assertThat(server.server().sessionCount()).isZero();
    }
}
