package canyon.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client is told of others: how many there are, and whether those that it watches are online. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OthersIT {
    private final Peer peer;

    OthersIT(CanyonServer canyon) {
        peer = Peer.of(canyon);
    }

    @Test
    void subscribers_are_told_how_many_they_are() throws IOException {
        App app = SignedApi.app("counts");
        try (PusherSocket one = PusherSocket.to(peer, app).join("counted")) {
            hearsCount(one, 1);
            try (PusherSocket two = PusherSocket.to(peer, app).join("counted")) {
                hearsCount(two, 2);
                hearsCount(one, 2);
            }
            hearsCount(one, 1);
            one.isUnharmed();
        }
    }

    @Test
    void members_of_presence_channels_and_applications_without_counts_are_not() throws IOException {
        try (PusherSocket member =
                        PusherSocket.to(peer, SignedApi.app("counts")).join("presence-counted", "{\"user_id\":\"1\"}");
                PusherSocket other = PusherSocket.to(peer).join("counted")) {
            member.isUnharmed();
            other.isUnharmed();
        }
    }

    @Test
    void whoever_watches_a_user_hears_of_the_first_coming_and_the_last_going() throws IOException {
        String alice = UUID.randomUUID().toString();
        String bob = UUID.randomUUID().toString();
        try (PusherSocket watching = PusherSocket.to(peer)) {
            watching.signIn("{\"id\":\"" + alice + "\",\"watchlist\":[\"" + bob + "\"]}");
            watching.hear("pusher:signin_success");
            hearsOf(watching, "offline", bob);

            try (PusherSocket watched = signedIn(bob)) {
                hearsOf(watching, "online", bob);
                try (PusherSocket tab = signedIn(bob)) {
                    tab.isUnharmed();
                }
                watched.isUnharmed();
            }

            hearsOf(watching, "offline", bob);
            watching.isUnharmed();
        }
    }

    private PusherSocket signedIn(String user) throws IOException {
        PusherSocket socket = PusherSocket.to(peer);
        socket.signIn("{\"id\":\"" + user + "\"}");
        socket.hear("pusher:signin_success");
        return socket;
    }

    private static void hearsCount(PusherSocket socket, int count) throws IOException {
        assertThat(PusherSocket.data(socket.hear("pusher_internal:subscription_count")))
                .hasToString("{\"subscription_count\":" + count + "}");
    }

    private static void hearsOf(PusherSocket socket, String event, String user) throws IOException {
        assertThat(PusherSocket.data(socket.hear("pusher_internal:watchlist_events")))
                .hasToString("{\"events\":[{\"name\":\"" + event + "\",\"user_ids\":[\"" + user + "\"]}]}");
    }
}
