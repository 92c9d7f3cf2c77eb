package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.app.App;
import canyon.broker.Census;
import canyon.broker.LocalCensus;
import canyon.channel.ChannelRegistry;
import canyon.connection.Connections;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import canyon.user.Users;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two connections of user 7 in a presence channel, one of them also in another channel. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherDocumentsTest {
    private static final App SHOP = TestApp.named("shop");
    private static final ChannelName ROOM = SHOP.channel("presence-room");

    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final Census census = new LocalCensus(registry, new Connections(), new Users());

    @BeforeEach
    void join() throws MalformedJsonException {
        Member member = Member.of(JsonText.parse("{\"user_id\":7}")).orElseThrow();
        for (String id : new String[] {"1.1", "1.2"}) {
            registry.join(TestConnections.echo(id, RecordingWriter.prompt()), ROOM, member, 0);
        }
        registry.join(TestConnections.echo("1.3", RecordingWriter.prompt()), SHOP.channel("news"));
        registry.join(TestConnections.echo("1.4", RecordingWriter.prompt()), new ChannelName("other", "secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''|{\"channels\":{\"news\":{},\"presence-room\":{}}}",
                "ne|''|{\"channels\":{\"news\":{}}}",
                "x|''|{\"channels\":{}}",
                "presence-|user_count|{\"channels\":{\"presence-room\":{\"user_count\":1}}}",
                "presence-r|user_count,subscription_count"
                        + "|{\"channels\":{\"presence-room\":{\"user_count\":1,\"subscription_count\":2}}}",
                "''|subscription_count|{\"channels\":{\"news\":{\"subscription_count\":1},"
                        + "\"presence-room\":{\"subscription_count\":2}}}"
            })
    void channels_of_the_application_are_told_with_what_is_asked_for(String prefix, String info, String document)
            throws RefusedRequestException {
        Set<Attribute> asked = Attribute.parse(info, Attribute.COUNTS);
        PusherDocuments.requireUsers(prefix, asked);

        assertThat(PusherDocuments.channels(SHOP, census.channels(SHOP.scope(), prefix), asked, census))
                .isEqualTo(new JsonText(document));
    }

    @Test
    void users_are_counted_in_presence_channels_only() {
        RefusedRequestException refusal = catchThrowableOfType(
                RefusedRequestException.class,
                () -> PusherDocuments.requireUsers("presence", Set.of(Attribute.USER_COUNT)));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.answer()).isEqualTo("info=user_count is only possible with filter_by_prefix=presence-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "news|''|{\"occupied\":true}",
                "secret|''|{\"occupied\":false}",
                "news|subscription_count|{\"occupied\":true,\"subscription_count\":1}",
                "presence-room|user_count,subscription_count|{\"occupied\":true,\"user_count\":1,\"subscription_count\":2}",
                "presence-none|user_count|{\"occupied\":false,\"user_count\":0}",
                "cache-news|cache|{\"occupied\":false,\"cache\":null}"
            })
    void a_channel_is_told_with_what_is_asked_for(String name, String info, String document)
            throws RefusedRequestException {
        assertThat(PusherDocuments.channel(SHOP.channel(name), Attribute.parse(info, Attribute.ALL), census))
                .isEqualTo(new JsonText(document));
    }

    @ParameterizedTest
    @CsvSource({"news, user_count", "private-news, user_count", "news, cache", "private-encrypted-x, cache"})
    void what_a_channel_does_not_have_is_refused(String name, String info) {
        RefusedRequestException refusal = catchThrowableOfType(
                RefusedRequestException.class,
                () -> PusherDocuments.channel(SHOP.channel(name), Attribute.parse(info, Attribute.ALL), census));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.answer()).isEqualTo("The channel \"" + name + "\" has no " + info);
    }

    @Test
    void a_user_is_told_once_with_its_id_as_a_string() {
        assertThat(PusherDocuments.users(registry.users(ROOM))).isEqualTo(new JsonText("{\"users\":[{\"id\":\"7\"}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|{}",
                "user_count,subscription_count|{\"channels\":{\"presence-room\":{\"user_count\":1,\"subscription_count\":2},"
                        + "\"news\":{\"subscription_count\":1}}}",
                "user_count|{\"channels\":{\"presence-room\":{\"user_count\":1},\"news\":{}}}"
            })
    void a_published_event_is_answered_with_what_is_asked_for(String info, String document) throws Exception {
        Trigger trigger = Trigger.parse(
                Map.of(
                        "name", JsonText.ofString("X"),
                        "data", JsonText.ofString("1"),
                        "channels", new JsonText("[\"presence-room\",\"news\"]"),
                        "info", JsonText.ofString(info)),
                SHOP);

        assertThat(TriggerDocuments.of(trigger, census)).isEqualTo(new JsonText(document));
    }

    @Test
    void a_published_batch_is_answered_event_by_event() throws Exception {
        String event = "{\"name\":\"X\",\"data\":\"1\",\"channel\":\"%s\"%s}";
        String first = event.formatted("presence-room", ",\"info\":\"user_count\"");
        String second = event.formatted("news", "");

        assertThat(answer("[" + first + "," + second + "]"))
                .isEqualTo(new JsonText("{\"batch\":[{\"user_count\":1},{}]}"));
        assertThat(answer("[" + second + "]")).isEqualTo(JsonText.EMPTY_OBJECT);
    }

    private JsonText answer(String batch) throws RefusedRequestException, MalformedJsonException {
        return TriggerDocuments.of(Trigger.batch(Map.of("batch", JsonText.parse(batch)), SHOP), census);
    }
}
