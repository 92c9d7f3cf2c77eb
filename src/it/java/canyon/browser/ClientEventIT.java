package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Client events of pusher-js; those between it and socket.io-client are in {@link PresenceChannelIT}. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientEventIT {
    private final EchoPage alice;
    private final EchoPage bob;

    ClientEventIT(Browser browser, DemoServer demo) {
        alice = EchoPage.open(browser, demo);
        bob = EchoPage.open(browser, demo);
    }

    @Test
    void on_a_presence_channel_it_tells_who_sent_it_and_is_no_echo() {
        String join = """
                window.room = echoAs('%s').join('client-events').here(hear('here'));
                room.subscription.bind('client-moved', (data, { user_id }) => hear('moved')([data, user_id]));""";
        alice.run(join.formatted("alice"));
        alice.window().await(alice::heard, heard -> heard.size() == 1, "Alice is there");
        bob.run(join.formatted("bob"));
        bob.window().await(bob::heard, heard -> heard.size() == 1, "Bob is there");

        alice.run("room.subscription.trigger('client-moved', { x: 1, text: '世界' });");
        bob.window().await(bob::heard, heard -> heard.size() == 2, "Bob hears Alice");
        bob.run("room.whisper('moved', 2);");
        alice.window().await(alice::heard, heard -> heard.size() == 2, "Alice hears Bob");

        assertThat(bob.heard().get(1)).isEqualTo("moved [{\"x\":1,\"text\":\"世界\"},\"alice\"]");
        assertThat(alice.heard().get(1)).isEqualTo("moved [2,\"bob\"]");
    }

    @Test
    void on_a_public_channel_it_is_refused_and_the_connection_stays() {
        alice.run("""
                const echo = echoAs('alice');
                window.connection = echo.connector.pusher.connection;
                connection.bind('error', ({ type }) => hear('error')(type));
                const channel = echo.channel('plaza').subscribed(hear('in'));
                channel.subscribed(() => channel.subscription.trigger('client-moved', 1));""");

        alice.awaitHeard("in", "error \"PusherError\"");
        assertThat(alice.value("connection.state")).isEqualTo("connected");
        assertThat(bob.heard()).isEmpty();
    }
}
