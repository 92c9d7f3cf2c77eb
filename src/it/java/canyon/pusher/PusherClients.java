package canyon.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.Laravel;
import canyon.wire.Occupancy;
import canyon.wire.Peer;
import canyon.wire.SignedApi;
import com.pusher.client.ChannelAuthorizer;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.PresenceUser;
import com.pusher.rest.data.Result;
import jakarta.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;

/** Official clients of the shared server, and an application that lets them in and publishes. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class PusherClients {
    static final String DATA = "{\"name\":\"Zoë 漢🦊\",\"n\":[1,2.50]}";

    final CanyonServer canyon;
    final Peer peer;
    final Laravel laravel;
    final SignedApi api;
    final Pusher library;
    final Occupancy occupancy;
    private final List<AutoCloseable> opened = new ArrayList<>();

    PusherClients(CanyonServer canyon, RedisServerFixture redis) {
        this.canyon = canyon;
        peer = Peer.of(canyon);
        api = new SignedApi(peer);
        library = library(CanyonServers.APP_SECRET);
        occupancy = new Occupancy(peer);
        laravel = closing(Laravel.with(redis));
    }

    /** The official server library. */
    final Pusher library(String secret) {
        Pusher made = new Pusher(
                CanyonServers.APP_ID,
                CanyonServers.APP_KEY,
                secret,
                Base64.getEncoder().encodeToString(new byte[32]));
        made.setHost("127.0.0.1:" + peer.port());
        return made;
    }

    /** A name of its own, so that clients of another test, who are perhaps still going, are not in it. */
    static String channel(String start) {
        return start + "-" + UUID.randomUUID();
    }

    /** Connected as this user. */
    final PusherClient connected(String user) throws InterruptedException {
        return connected(CanyonServers.APP_KEY, as(user, library), user);
    }

    final PusherClient connected(String key, ChannelAuthorizer authorizer, String user) throws InterruptedException {
        PusherClient client = client(key, authorizer, user);
        client.connect();
        return client;
    }

    final PusherClient client(String key, ChannelAuthorizer authorizer, String user) {
        return closing(new PusherClient(canyon.http(), key, authorizer, socket -> signedIn(socket, user)));
    }

    final <T extends AutoCloseable> T closing(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    /** What an application with this library answers. */
    static ChannelAuthorizer as(String user, Pusher library) {
        return (channel, socket) -> channel.startsWith("presence-")
                ? library.authenticate(socket, channel, new PresenceUser(user, Map.of("name", "User " + user)))
                : library.authenticate(socket, channel);
    }

    private static String signedIn(String socket, String user) {
        String data = "{\"id\":\"" + user + "\",\"watchlist\":[\"" + user + "-friend\"]}";
        return Json.createObjectBuilder()
                .add("auth", CanyonServers.APP_KEY + ":" + SignedApi.SHARED.sign(socket + "::user::" + data))
                .add("user_data", data)
                .build()
                .toString();
    }

    static void assertOk(Result result) {
        assertThat(result.getHttpStatus()).as(result.getMessage()).isEqualTo(200);
    }

    /** Publishes by Pusher's API, as it stands in the request. */
    final void publish(String channel, String event, String data) throws IOException {
        assertThat(api.post("/events", event(channel, event, data)).status()).isEqualTo(200);
    }

    /** Publishes by laravel-echo-server's API. */
    final void publishUnsigned(String channel, String event, String data) throws IOException {
        HttpAnswer answer = peer.call(
                        "POST",
                        "/apps/" + CanyonServers.APP_ID + "/events",
                        Map.of("Authorization", "Bearer " + CanyonServers.API_KEY),
                        event(channel, event, data))
                .answer();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    static String event(String channel, String event, String data) {
        return Json.createObjectBuilder()
                .add("channel", channel)
                .add("name", event)
                .add("data", data)
                .build()
                .toString();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }
}
