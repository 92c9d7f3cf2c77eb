package canyon.user;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ServerMessage;
import canyon.protocol.pusher.PusherProtocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UsersTest {
    private static final List<ServerMessage> ACCEPTED = List.of(new ServerMessage.Pong());

    private final Users users = new Users();
    private final PusherProtocol protocol = new PusherProtocol();
    private final Map<Connection, RecordingWriter> writers = new HashMap<>();

    @Test
    void a_user_has_all_connections_that_signed_in_as_it() {
        Connection one = signedIn("7");
        Connection other = signedIn("7");
        signedIn("8");

        assertThat(users.connections("", "7")).containsExactly(one, other);
        assertThat(users.of(one)).map(SignedInUser::id).contains("7");
    }

    @Test
    void users_of_another_application_are_others() {
        signedIn("7");

        assertThat(users.connections("shop", "7")).isEmpty();
    }

    @Test
    void who_signs_in_hears_first_that_it_is_then_who_of_those_that_it_watches_is_there() throws Exception {
        signedIn("7");

        Connection watcher = signedIn("1", "7", "8");

        assertThat(heard(watcher, 2))
                .containsExactly(encoded(new ServerMessage.Pong()), watched(List.of("7"), List.of("8")));
    }

    @Test
    void a_user_comes_with_the_first_connection_and_goes_with_the_last() throws Exception {
        Connection watcher = signedIn("1", "7");
        Connection one = signedIn("7");
        Connection other = signedIn("7");

        users.signOut(one);
        assertThat(users.connections("", "7")).containsExactly(other);
        users.signOut(other);

        assertThat(heard(watcher, 4))
                .containsExactly(
                        encoded(new ServerMessage.Pong()),
                        watched(List.of(), List.of("7")),
                        watched(List.of("7"), List.of()),
                        watched(List.of(), List.of("7")));
        assertThat(users.connections("", "7")).isEmpty();
    }

    @Test
    void who_has_gone_watches_nobody() throws Exception {
        Connection watcher = signedIn("1", "7");
        heard(watcher, 2);

        users.signOut(watcher);
        signedIn("7");

        assertThat(writer(watcher).frames()).hasSize(2);
    }

    @Test
    void a_connection_stays_with_its_user() throws Exception {
        Connection one = signedIn("7");

        assertThat(users.signIn(one, new SignedInUser("", "8", null, List.of()), ACCEPTED))
                .isFalse();
        assertThat(users.signIn(one, new SignedInUser("", "7", null, List.of()), ACCEPTED))
                .isTrue();
        assertThat(heard(one, 2)).hasSize(2);
        assertThat(users.connections("", "8")).isEmpty();
    }

    @Test
    void a_connection_that_has_ended_cannot_sign_in() {
        Connection gone = connection();
        gone.end();

        assertThat(users.signIn(gone, new SignedInUser("", "7", null, List.of()), ACCEPTED))
                .isFalse();
        users.signOut(gone);
        assertThat(users.connections("", "7")).isEmpty();
    }

    private Connection signedIn(String id, String... watchlist) {
        Connection connection = connection();
        assertThat(users.signIn(connection, new SignedInUser("", id, null, List.of(watchlist)), ACCEPTED))
                .isTrue();
        return connection;
    }

    private Connection connection() {
        RecordingWriter writer = RecordingWriter.prompt();
        Connection connection = TestConnections.of("1." + writers.size(), protocol, writer);
        writers.put(connection, writer);
        return connection;
    }

    private RecordingWriter writer(Connection connection) {
        return Objects.requireNonNull(writers.get(connection));
    }

    private List<String> heard(Connection connection, int count) throws InterruptedException {
        return writer(connection).await(count);
    }

    private String watched(List<String> online, List<String> offline) {
        return encoded(new ServerMessage.WatchedUsers(online, offline));
    }

    private String encoded(ServerMessage message) {
        return protocol.encode(message).text();
    }
}
