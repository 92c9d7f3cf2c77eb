package canyon.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code com.pusher:pusher-java-client} in all kinds of channels. */
class JavaClientIT extends PusherClients {
    JavaClientIT(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "private-java", "presence-java", "cache-java", "private-cache-java"})
    void an_event_is_heard_once_and_with_the_same_data_whichever_way_it_came(String start) throws Exception {
        String channel = channel(start);
        PusherClient client = connected("1");
        client.subscribe(channel);
        assertThat(client.hear()).isEqualTo("joined " + channel);
        if (start.contains("cache-")) {
            assertThat(client.hear()).isEqualTo("pusher:cache_miss " + channel);
        }

        laravel.event("laravel_database_" + channel, "shipped", DATA);
        assertThat(client.hear()).isEqualTo("shipped " + channel + " " + DATA);
        publishUnsigned(channel, "shipped", DATA);
        assertThat(client.hear()).isEqualTo("shipped " + channel + " " + DATA);
        publish(channel, "shipped", DATA);
        assertThat(client.hear()).isEqualTo("shipped " + channel + " " + DATA);
        assertOk(library.trigger(channel, "shipped", Map.of("last", true)));
        assertThat(client.hear()).isEqualTo("shipped " + channel + " {\"last\":true}");
    }

    @Test
    void data_that_is_no_json_arrives_as_it_was_written() throws Exception {
        String channel = channel("java");
        PusherClient client = connected("1");
        client.join(channel);

        for (String data : new String[] {"", "plain text", " {\"n\": 1.0} ", "\"quoted\"", "0x1F"}) {
            publish(channel, "shipped", data);
            assertThat(client.hear()).isEqualTo("shipped " + channel + " " + data);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-java", "presence-java", "private-cache-java"})
    void whom_somebody_else_has_signed_for_is_told_so_and_hears_nothing(String start) throws Exception {
        String channel = channel(start);
        PusherClient stranger = connected(CanyonServers.APP_KEY, as("2", library("wrong")), "2");
        PusherClient member = connected("1");
        member.subscribe(channel);
        assertThat(member.hear()).isEqualTo("joined " + channel);

        stranger.subscribe(channel);

        assertThat(stranger.hear())
                .startsWith("pusher:subscription_error " + channel + " ")
                .contains("\"type\":\"AuthError\"", "\"status\":401", stranger.id());
        assertThat(occupancy.of(channel)).isEqualTo(1);
        String open = channel("java");
        stranger.join(open);
        publish(channel, "shipped", "1");
        publish(open, "shipped", "2");
        assertThat(stranger.hear()).isEqualTo("shipped " + open + " 2");
    }

    @Test
    void whom_the_application_refuses_asks_no_further() throws Exception {
        PusherClient client = connected(
                CanyonServers.APP_KEY,
                (channel, socket) -> {
                    throw new com.pusher.client.AuthorizationFailureException("403");
                },
                "1");

        client.subscribe("private-java");

        assertThat(client.hear()).isEqualTo("not authorized: 403");
        client.join(channel("java"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-java", "presence-java"})
    void a_client_event_reaches_the_others_and_not_who_sent_it(String start) throws Exception {
        String channel = channel(start);
        PusherClient sender = connected("1");
        PusherClient other = connected("2");
        sender.join(channel);
        other.join(channel);

        sender.trigger(channel, "client-typing", DATA);

        String user = start.startsWith("presence-") ? " by 1" : "";
        assertThat(other.hear()).isEqualTo("client-typing " + channel + " " + DATA + user);
        publish(channel, "shipped", "1");
        assertThat(sender.hear()).isEqualTo("shipped " + channel + " 1");
        assertThat(other.hear()).isEqualTo("shipped " + channel + " 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "private-java"})
    void whoever_has_caused_an_event_need_not_hear_it(String start) throws Exception {
        String channel = channel(start);
        PusherClient sender = connected("1");
        PusherClient other = connected("2");
        sender.join(channel);
        other.join(channel);

        laravel.toOthers("laravel_database_" + channel, "shipped", "1", sender.id());
        assertThat(other.hear()).isEqualTo("shipped " + channel + " 1");
        assertOk(library.trigger(channel, "shipped", 2, sender.id()));
        assertThat(other.hear()).isEqualTo("shipped " + channel + " 2");

        publish(channel, "shipped", "3");
        assertThat(other.hear()).isEqualTo("shipped " + channel + " 3");
        assertThat(sender.hear()).isEqualTo("shipped " + channel + " 3");
    }

    @Test
    void what_the_library_encrypts_the_client_reads() throws Exception {
        String channel = channel("private-encrypted-java");
        PusherClient client = connected("1");
        client.join(channel);

        assertOk(library.trigger(channel, "shipped", Map.of("secret", "Zoë 漢🦊")));

        assertThat(client.hear()).isEqualTo("shipped " + channel + " {\"secret\":\"Zoë 漢🦊\"}");
    }

    /** Such a client takes everything in the channel for encrypted, also that its last event is not known. */
    @Test
    void the_last_event_of_an_encrypted_channel_is_kept_as_it_came() throws Exception {
        String channel = channel("private-encrypted-cache-java");
        assertOk(library.trigger(channel, "shipped", Map.of("secret", "Zoë 漢🦊")));
        PusherClient client = connected("1");

        client.join(channel);

        assertThat(client.hear()).isEqualTo("shipped " + channel + " {\"secret\":\"Zoë 漢🦊\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache-java", "private-cache-java", "presence-cache-java"})
    void whoever_joins_a_cache_channel_hears_its_last_event(String start) throws Exception {
        String channel = channel(start);
        PusherClient early = connected("1");
        early.join(channel);
        assertThat(early.hear()).isEqualTo("pusher:cache_miss " + channel);
        assertOk(library.trigger(channel, "shipped", 1));
        assertOk(library.trigger(channel, "shipped", 2));
        PusherClient late = connected("2");

        late.join(channel);

        assertThat(late.hear()).isEqualTo("shipped " + channel + " 2");
    }

    @Test
    void whoever_leaves_hears_no_more() throws Exception {
        String left = channel("java-left");
        String other = channel("java-other");
        PusherClient client = connected("1");
        client.join(left);
        client.join(other);

        client.unsubscribe(left);
        occupancy.await(left, 0);

        publish(left, "shipped", "1");
        publish(other, "shipped", "2");
        assertThat(client.hear()).isEqualTo("shipped " + other + " 2");
    }
}
