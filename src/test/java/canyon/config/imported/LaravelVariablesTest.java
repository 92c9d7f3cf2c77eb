package canyon.config.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LaravelVariablesTest {
    @Test
    void the_file_of_an_application_with_reverb_is_imported() {
        Imported imported = Importer.read(List.of("src/test/resources/import/reverb.env"), Map.of());

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.settings(imported))
                .containsOnly(
                        entry("canyon.app.id", "256980"),
                        entry("canyon.app.key", "f4l2tmwqf6eg0f6jz0mw"),
                        entry("canyon.app.secret", "zioqeto9xrytlnlg7sj6"));
        assertThat(Reader.leftovers(imported))
                .containsExactly(
                        "PUSHER_APP_ID",
                        "PUSHER_APP_KEY",
                        "PUSHER_APP_SECRET",
                        "PUSHER_APP_CLUSTER",
                        "REVERB_HOST",
                        "REVERB_PORT",
                        "REVERB_SCHEME");
    }

    @Test
    void the_file_of_an_application_with_laravel_websockets_is_imported() {
        Imported imported = Importer.read(List.of("src/test/resources/import/laravel-websockets.env"), Map.of());

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.settings(imported))
                .containsOnly(
                        entry("canyon.app.id", "12345"),
                        entry("canyon.app.key", "ABCDEFG"),
                        entry("canyon.app.secret", "HIJKLMNOP"));
        assertThat(Reader.leftovers(imported))
                .containsExactly(
                        "PUSHER_APP_CLUSTER",
                        "LARAVEL_WEBSOCKETS_PORT",
                        "LARAVEL_WEBSOCKETS_SSL_LOCAL_CERT",
                        "LARAVEL_WEBSOCKETS_SSL_PASSPHRASE");
        assertThat(imported.toString().replaceAll("text=[^\\]]*", "")).doesNotContain("not to be seen");
    }

    @ParameterizedTest
    @CsvSource({
        "REVERB_APP_MAX_CONNECTIONS, 100, canyon.app.connection-quota, 100",
        "REVERB_APP_MAX_MESSAGE_SIZE, 10000, canyon.pusher.max-message-bytes, 10000",
        "REVERB_APP_ACTIVITY_TIMEOUT, 30, canyon.pusher.activity-timeout, PT30S",
        "REVERB_APP_ACCEPT_CLIENT_EVENTS_FROM, members, canyon.app.client-messages, true",
        "REVERB_APP_ACCEPT_CLIENT_EVENTS_FROM, all, canyon.app.client-messages, true",
        "REVERB_APP_ACCEPT_CLIENT_EVENTS_FROM, none, canyon.app.client-messages, false",
        "REVERB_MAX_REQUEST_SIZE, 10000, canyon.limits.http-body-bytes, 10000",
    })
    void each_variable_that_has_a_key_gets_it(String name, String text, String key, String value) {
        Imported imported = Reader.environment(Map.of(name, text));

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.settings(imported)).containsOnly(entry(key, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REVERB_APP_PING_INTERVAL",
                "REVERB_APP_RATE_LIMITING_ENABLED",
                "REVERB_APP_RATE_LIMIT_MAX_ATTEMPTS",
                "REVERB_APP_RATE_LIMIT_DECAY_SECONDS",
                "REVERB_APP_RATE_LIMIT_TERMINATE",
                "REVERB_SERVER",
                "REVERB_SERVER_HOST",
                "REVERB_SERVER_PORT",
                "REVERB_SERVER_PATH",
                "REVERB_SCALING_ENABLED",
                "REVERB_SCALING_CHANNEL",
                "REVERB_PULSE_INGEST_INTERVAL",
                "REVERB_TELESCOPE_INGEST_INTERVAL",
                "PUSHER_APP_HOST",
                "PUSHER_APP_PATH",
                "LARAVEL_WEBSOCKETS_DOMAIN",
                "LARAVEL_WEBSOCKETS_PATH",
                "LARAVEL_WEBSOCKETS_SSL_CA",
                "LARAVEL_WEBSOCKETS_SSL_LOCAL_PK",
                "WEBSOCKETS_REPLICATION_MODE",
                "WEBSOCKETS_REDIS_REPLICATION_CONNECTION",
                "REVERB_NO_SUCH",
                "PUSHER_APP_NO_SUCH"
            })
    void what_has_no_place_is_named_and_no_value_is_shown(String name) {
        Imported imported = Reader.environment(Map.of(name, "hunter2"));

        assertThat(imported.settings()).isEmpty();
        assertThat(Reader.leftovers(imported)).containsExactly(name);
        assertThat(imported.leftovers()).asString().doesNotContain("hunter2");
    }

    @Test
    void two_connections_contradict_each_other_unless_laravel_says_which_it_uses() {
        Map<String, String> both = Map.of("REVERB_APP_KEY", "a", "PUSHER_APP_KEY", "b");

        assertThat(Reader.environment(both).contradictions()).hasSize(1);
        for (String connection : new String[] {"reverb", "pusher"}) {
            String text = "REVERB_APP_KEY=a\nPUSHER_APP_KEY=b\nBROADCAST_CONNECTION=" + connection;
            Imported imported = Reader.file(".env", text);
            assertThat(imported.contradictions()).isEmpty();
            assertThat(Reader.settings(imported))
                    .containsOnly(entry("canyon.app.key", connection.equals("reverb") ? "a" : "b"));
        }
    }

    @Test
    void a_variable_that_refers_to_nothing_is_a_problem_only_if_it_is_meant() {
        Imported imported = Reader.file(".env", "X=${NOWHERE}\nREVERB_APP_KEY=${NOWHERE}");

        assertThat(imported.problems())
                .singleElement()
                .asString()
                .startsWith("canyon.import: REVERB_APP_KEY")
                .contains("refers to a variable that is not set");
    }

    @Test
    void an_environment_without_any_of_them_is_suspicious() {
        assertThat(Reader.environment(Map.of("PATH", "/bin")).warnings())
                .containsExactly(
                        "canyon.import: \"environment\" has no variable of laravel-echo-server, soketi, Reverb,"
                                + " Pusher or laravel-websockets");
    }
}
