package canyon.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.app.TestApps;
import canyon.channel.ChannelRegistry;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.metrics.Meters;
import canyon.protocol.MalformedMessageException;
import canyon.protocol.pusher.PusherProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions and sign-ins of one client of Pusher's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherConversationTest {
    private static final String SOCKET = "1234.1234";
    private static final PusherProtocol PROTOCOL = new PusherProtocol();

    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final RecordingWriter client = RecordingWriter.prompt();
    private final Connection connection = TestConnections.of(SOCKET, PROTOCOL, client);
    private AppDirectory apps = TestApps.directory(TestApps.limits(30, 1, 40, 100));
    private PusherConversation conversation = conversation();

    @Test
    void everybody_may_join_a_public_channel() throws Exception {
        subscribe("{\"channel\":\"orders\"}");

        assertThat(client.frames()).containsExactly(succeeded("orders"));
        assertThat(conversation.isAuthorized()).isFalse();
    }

    @Test
    void a_subscription_that_is_there_is_confirmed_again() throws Exception {
        subscribe("{\"channel\":\"orders\"}");
        subscribe("{\"channel\":\"orders\"}");

        assertThat(client.frames()).hasSize(2);
        assertThat(registry.subscriberCount(new ChannelName("orders"))).isEqualTo(1);
    }

    /** The example of "Authentication and authorization signatures". */
    @Test
    void a_private_channel_needs_the_signature_of_the_documentation() throws Exception {
        subscribe("{\"channel\":\"private-foobar\",\"auth\":\"" + TestApps.KEY
                + ":58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4\"}");

        assertThat(client.frames()).containsExactly(succeeded("private-foobar"));
        assertThat(conversation.isAuthorized()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "278d425bdf160c739803",
                "another:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4",
                "278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a5",
                "278d425bdf160c739803:"
            })
    void any_other_signature_is_refused(String auth) throws Exception {
        subscribe("{\"channel\":\"private-foobar\",\"auth\":\"" + auth + "\"}");

        assertThat(client.frames())
                .singleElement()
                .asString()
                .contains("pusher:subscription_error", "\"channel\":\"private-foobar\"", "\"AuthError\"", "401");
        assertThat(registry.channelCount()).isZero();
        assertThat(conversation.isAuthorized()).isFalse();
    }

    @Test
    void a_signature_is_for_one_connection_and_one_channel() throws Exception {
        subscribe("{\"channel\":\"private-b\",\"auth\":\"" + auth(SOCKET + ":private-a") + "\"}");
        subscribe("{\"channel\":\"private-a\",\"auth\":\"" + auth("1.1:private-a") + "\"}");

        assertThat(client.frames()).hasSize(2).allMatch(frame -> frame.contains("subscription_error"));
    }

    @Test
    void a_name_that_holds_the_mark_of_a_private_channel_needs_a_signature_too() throws Exception {
        subscribe("{\"channel\":\"x-private-a\"}");

        assertThat(client.frames()).singleElement().asString().contains("AuthError");
    }

    @Test
    void members_bring_their_description() throws Exception {
        join("presence-room", "{\"user_id\":5,\"user_info\":{}}");

        assertThat(registry.users(new ChannelName("presence-room")))
                .singleElement()
                .satisfies(presence -> assertThat(presence.member().key()).contains("5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user_id\":\"\"} | 400",
                "{\"user_info\":{}} | 400",
                "[] | 400",
                "{ | 400",
                "{\"user_id\":\"1\",\"user_info\":\"xxxxxxxxxxxxxxxxxxxxx\"} | 413",
                "{\"user_id\":\"1\",\"user_info\":\"éééééééééé\"} | 413",
            })
    void a_description_must_be_usable_and_small(String description, int status) throws Exception {
        join("presence-room", description);

        assertThat(client.frames()).singleElement().asString().contains("\"status\":" + status);
    }

    @Test
    void without_a_description_somebody_must_be_signed_in() throws Exception {
        subscribe("{\"channel\":\"presence-room\",\"auth\":\"" + auth(SOCKET + ":presence-room") + "\"}");
        assertThat(client.frames()).singleElement().asString().contains("channel_data", "400");

        signIn("{\"id\":\"7\",\"user_info\":{\"n\":1}}");
        subscribe("{\"channel\":\"presence-room\",\"auth\":\"" + auth(SOCKET + ":presence-room") + "\"}");

        assertThat(registry.users(new ChannelName("presence-room")))
                .singleElement()
                .satisfies(presence -> assertThat(presence.member().data().text())
                        .isEqualTo("{\"user_id\":\"7\",\"user_info\":{\"n\":1}}"));
    }

    @Test
    void a_full_channel_says_how_many_it_holds() throws Exception {
        registry.join(
                TestConnections.of("9.9", PROTOCOL, RecordingWriter.prompt()),
                new ChannelName("presence-room"),
                Member.of(new JsonText("{\"user_id\":1}")).orElseThrow(),
                0);

        join("presence-room", "{\"user_id\":5}");

        assertThat(client.frames()).singleElement().asString().contains("LimitReached", "1 members", "413");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä", "a/b", "a#b", "x1234567890123456789012345678901", "#", "#other"})
    void names_beyond_the_characters_and_the_length_are_refused(String name) throws Exception {
        subscribe("{\"channel\":\"" + name + "\"}");

        assertThat(client.frames()).singleElement().asString().contains("subscription_error", "400");
    }

    @Test
    void names_of_Canyons_own_are_refused() throws Exception {
        subscribe("{\"channel\":\"PresenceChannelUpdated\"}");

        assertThat(client.frames()).singleElement().asString().contains("403");
    }

    @Test
    void a_connection_joins_so_many_channels_and_no_more() throws Exception {
        conversation = conversation(new ConversationLimits(1, 8));
        subscribe("{\"channel\":\"a\"}");
        subscribe("{\"channel\":\"b\"}");
        conversation.onUnsubscribe(new ClientMessage.Unsubscribe("a"));
        conversation.onUnsubscribe(new ClientMessage.Unsubscribe("no name"));
        subscribe("{\"channel\":\"b\"}");

        assertThat(client.frames())
                .satisfiesExactly(
                        frame -> assertThat(frame).isEqualTo(succeeded("a")),
                        frame -> assertThat(frame).contains("429", "at most 1 channels"),
                        frame -> assertThat(frame).isEqualTo(succeeded("b")));
    }

    @Test
    void a_user_hears_its_own_channel_and_nobody_elses() throws Exception {
        subscribe("{\"channel\":\"#server-to-user-7\"}");
        assertThat(client.frames()).singleElement().asString().contains("403");

        signIn("{\"id\":\"7\"}");
        subscribe("{\"channel\":\"#server-to-user-7\"}");
        subscribe("{\"channel\":\"#server-to-user-8\"}");

        assertThat(client.frames()).element(1).asString().contains("pusher:signin_success");
        assertThat(client.frames()).element(2).isEqualTo(succeeded("#server-to-user-7"));
        assertThat(client.frames()).element(3).asString().contains("403");
        assertThat(conversation.isAuthorized()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"\"}",
                "{\"id\":7}",
                "{}",
                "[]",
                "{",
                "{\"id\":\"7\",\"user_info\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}"
            })
    void a_user_without_a_usable_id_cannot_sign_in(String userData) throws Exception {
        signIn(userData);

        assertThat(client.frames()).singleElement().asString().contains("pusher:error", "4009");
        assertThat(conversation.isAuthorized()).isFalse();
    }

    @Test
    void a_sign_in_needs_the_applications_signature_and_permission() throws Exception {
        say("{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"" + auth(SOCKET + "::user::{}")
                + "\",\"user_data\":\"{\\\"id\\\":\\\"7\\\"}\"}}");
        apps = TestApps.directory(
                AppLimits.DEFAULT, new AppRules(true, false, true, false, false, null, null, Set.of()));
        conversation = conversation();
        signIn("{\"id\":\"7\"}");

        assertThat(client.frames())
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("4009", "signature"),
                        frame -> assertThat(frame).contains("4009", "does not allow sign-ins"));
    }

    @Test
    void a_connection_signs_in_as_one_user() throws Exception {
        signIn("{\"id\":\"7\"}");
        signIn("{\"id\":\"8\"}");

        assertThat(client.frames())
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("signin_success"),
                        frame -> assertThat(frame).contains("4009", "another user"));
    }

    @Test
    void the_first_100_of_a_watchlist_are_accepted() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            ids.add("\"u" + i + "\"");
        }
        signIn("{\"id\":\"7\",\"watchlist\":[" + String.join(",", ids) + ",5]}");

        assertThat(client.frames())
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("signin_success"),
                        frame -> assertThat(frame).contains("4302", "u0 to u99"),
                        frame -> assertThat(frame).contains("u99").doesNotContain("u100"));
    }

    @Test
    void what_is_no_event_of_clients_is_answered() throws Exception {
        say("{\"event\":\"pusher:dance\"}");

        assertThat(client.frames()).singleElement().asString().contains("pusher:error", "pusher:dance", "null");
    }

    @Test
    void a_ping_is_answered_and_a_pong_is_not() throws Exception {
        say("{\"event\":\"pusher:ping\"}");
        say("{\"event\":\"pusher:pong\"}");

        assertThat(client.frames()).containsExactly("{\"event\":\"pusher:pong\",\"data\":{}}");
    }

    @Test
    void at_its_end_it_leaves_everything() throws Exception {
        subscribe("{\"channel\":\"orders\"}");
        signIn("{\"id\":\"7\"}");

        conversation.end();
        subscribe("{\"channel\":\"orders\"}");

        assertThat(registry.channelCount()).isZero();
        assertThat(conversation.app().id()).isEqualTo(TestApps.ID);
    }

    private PusherConversation conversation() {
        return conversation(TestServices.LIMITS);
    }

    private PusherConversation conversation(ConversationLimits limits) {
        Services services = TestServices.of(apps, registry, limits, new Meters());
        return new PusherConversation(TestServices.party(connection, services));
    }

    private void subscribe(String data) throws MalformedMessageException {
        say("{\"event\":\"pusher:subscribe\",\"data\":" + data + "}");
    }

    private void join(String channel, String description) throws MalformedMessageException {
        subscribe("{\"channel\":\"" + channel + "\",\"auth\":\""
                + auth(SOCKET + ":" + channel + ":" + description) + "\",\"channel_data\":"
                + JsonText.ofString(description) + "}");
    }

    private void signIn(String userData) throws MalformedMessageException {
        say("{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"" + auth(SOCKET + "::user::" + userData)
                + "\",\"user_data\":" + JsonText.ofString(userData) + "}}");
    }

    private void say(String message) throws MalformedMessageException {
        PROTOCOL.decode(message).deliverTo(conversation);
    }

    private String auth(String text) {
        App app = apps.standard();
        return app.key() + ":" + app.sign(text);
    }

    private static String succeeded(String channel) {
        return "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel + "\",\"data\":\"{}\"}";
    }
}
