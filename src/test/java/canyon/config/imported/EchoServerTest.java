package canyon.config.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import canyon.config.imported.Imported.Application;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EchoServerTest {
    private static Imported read(String json) {
        return Reader.file("laravel-echo-server.json", json);
    }

    /** With what makes no Redis of it. */
    private static Map<String, String> settings(String members) {
        Imported imported = read("{\"subscribers\":{\"redis\":false}," + members + "}");
        assertThat(imported.problems()).isEmpty();
        return Reader.settings(imported);
    }

    @Test
    void a_file_as_its_init_command_writes_it_is_imported_whole() {
        Imported imported = Importer.read(List.of("src/test/resources/import/laravel-echo-server.json"), Map.of());

        assertThat(imported.problems()).isEmpty();
        assertThat(imported.warnings()).isEmpty();
        assertThat(Reader.settings(imported))
                .containsOnly(
                        entry("canyon.auth.host", "http://localhost"),
                        entry("canyon.auth.endpoint", "/broadcasting/auth"),
                        entry("canyon.redis.url", "redis://127.0.0.1:6379"),
                        entry("canyon.redis.prefix", "none"),
                        entry("canyon.presence.members-key", "true"),
                        entry("canyon.cors.origin", "http://localhost:80"),
                        entry("canyon.cors.methods", "GET, POST"),
                        entry(
                                "canyon.cors.headers",
                                "Origin, Content-Type, X-Auth-Token, X-Requested-With, Accept, Authorization,"
                                        + " X-CSRF-TOKEN, X-Socket-Id"));
        assertThat(Reader.leftovers(imported))
                .containsExactly("databaseConfig.sqlite.databasePath", "port", "secureOptions");
        Application client = imported.apps().get(0);
        assertThat(client.shared()).isTrue();
        assertThat(client.texts())
                .containsEntry("id", "a1b2c3d4e5f60718")
                .containsEntry("apiKey", "0123456789abcdef0123456789abcdef");
        assertThat(imported.apps()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"authHost\":\"https://shop.test\" | canyon.auth.host | https://shop.test",
                "\"authHost\":[\"http://shop.test\",\".shop.test\"] | canyon.auth.host | http://shop.test,.shop.test",
                "\"authEndpoint\":\"/auth\" | canyon.auth.endpoint | /auth",
                "\"devMode\":true | canyon.auth.trace | true",
                "\"databaseConfig\":{\"publishPresence\":true} | canyon.presence.publish | true",
                "\"socketio\":{\"pingInterval\":10000} | canyon.socketio.ping-interval | PT10.000S",
                "\"socketio\":{\"pingTimeout\":\"500\"} | canyon.socketio.ping-timeout | PT0.500S",
                "\"socketio\":{\"upgradeTimeout\":1} | canyon.socketio.upgrade-timeout | PT0.001S",
                "\"socketio\":{\"maxHttpBufferSize\":1e8} | canyon.socketio.max-payload | 100000000",
                "\"socketio\":{\"maxHttpBufferSize\":100000} | canyon.socketio.max-payload | 100000",
                "\"socketio\":{\"transports\":[\"websocket\"]} | canyon.socketio.transports | websocket",
                "\"socketio\":{\"origins\":\"*:*\"} | canyon.origins | *",
                "\"socketio\":{\"origins\":\"https://a.test http://b.test:8080\"} | canyon.origins | https://a.test,http://b.test:8080",
            })
    void each_option_that_has_a_key_gets_it(String member, String key, String value) {
        assertThat(settings(member)).containsEntry(key, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"host\":\"app.dev\" | host",
                "\"port\":6001 | port",
                "\"protocol\":\"https\" | protocol",
                "\"sslCertPath\":\"/a\" | sslCertPath",
                "\"sslKeyPath\":\"/a\" | sslKeyPath",
                "\"sslCertChainPath\":\"/a\" | sslCertChainPath",
                "\"sslPassphrase\":\"hunter2\" | sslPassphrase",
                "\"secureOptions\":1 | secureOptions",
                "\"headers\":{\"X-A\":\"b\"} | headers.X-A",
                "\"database\":\"sqlite\" | database",
                "\"databaseConfig\":{\"sqlite\":{\"databasePath\":\"/a\"}} | databaseConfig.sqlite.databasePath",
                "\"databaseConfig\":{\"publishPresence\":\"true\"} | databaseConfig.publishPresence",
                "\"socketio\":{\"cookie\":\"io\"} | socketio.cookie",
                "\"socketio\":{\"path\":\"/ws\"} | socketio.path",
                "\"socketio\":{\"origins\":\"shop.test:*\"} | socketio.origins",
                "\"apiOriginAllow\":{\"allowOrigin\":\"*\"} | apiOriginAllow.allowOrigin",
                "\"authhost\":\"x\" | authhost",
            })
    void what_has_no_place_is_named_and_no_value_is_shown(String member, String name) {
        Imported imported = read("{\"subscribers\":{\"redis\":false},\"devMode\":false," + member + "}");

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.leftovers(imported)).containsExactly(name);
        assertThat(imported.leftovers()).asString().doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"host\":\"redis\",\"port\":\"6380\" | redis://redis:6380",
                "\"host\":\"redis\",\"db\":3 | redis://redis:6379/3",
                "\"password\":\"p@ss/w%rd+ 1\" | redis://:p%40ss%2Fw%25rd%2B%201@127.0.0.1:6379",
                "\"username\":\"shop\",\"password\":\"secret\" | redis://shop:secret@127.0.0.1:6379",
                "\"tls\":{} | rediss://127.0.0.1:6379",
                "\"tls\":{\"servername\":\"redis\"} | rediss://127.0.0.1:6379",
                "\"host\":\"::1\" | redis://[::1]:6379",
            })
    void the_options_of_redis_become_a_url(String options, String url) {
        Imported imported = read("{\"databaseConfig\":{\"redis\":{" + options + "}}}");

        assertThat(imported.problems()).isEmpty();
        assertThat(imported.leftovers()).isEmpty();
        assertThat(Reader.settings(imported)).containsEntry("canyon.redis.url", url);
    }

    @Test
    void a_prefix_is_taken_as_it_is() {
        Imported imported = read("{\"databaseConfig\":{\"redis\":{\"keyPrefix\":\"laravel_database_\"}}}");

        assertThat(Reader.settings(imported)).containsEntry("canyon.redis.prefix", "laravel_database_");
    }

    @Test
    void sentinels_become_a_url_and_keep_their_password() {
        Imported imported = read("{\"databaseConfig\":{\"redis\":{\"sentinels\":[{\"host\":\"a\",\"port\":26379},"
                + "{\"host\":\"b\",\"port\":\"26380\"},{\"host\":\"c\"}],\"name\":\"mymaster\",\"password\":\"one\","
                + "\"sentinelPassword\":\"two\",\"db\":1}}}");

        assertThat(imported.problems()).isEmpty();
        assertThat(imported.leftovers()).isEmpty();
        assertThat(Reader.settings(imported))
                .containsEntry("canyon.redis.url", "redis-sentinel://:one@a:26379,b:26380,c:26379/mymaster/1")
                .containsEntry("canyon.redis.sentinel.password", "two");
    }

    @Test
    void sentinels_by_tls_are_those_that_ioredis_speaks_tls_with() {
        String sentinels = "\"sentinels\":[{\"host\":\"a\"}],\"name\":\"m\",\"tls\":{}";

        Imported half = read("{\"databaseConfig\":{\"redis\":{" + sentinels + "}}}");
        Imported whole = read("{\"databaseConfig\":{\"redis\":{" + sentinels + ",\"enableTLSForSentinelMode\":true}}}");

        assertThat(Reader.settings(half)).doesNotContainKey("canyon.redis.url");
        assertThat(Reader.leftovers(half)).containsExactly("databaseConfig.redis.sentinels");
        assertThat(Reader.settings(whole)).containsEntry("canyon.redis.url", "rediss-sentinel://a:26379/m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sentinels\":[{\"host\":\"a\"}] | needs the name of the master",
                "\"sentinels\":\"a:26379\",\"name\":\"m\" | must be a list of {host, port}",
                "\"sentinels\":[\"hunter2\"],\"name\":\"m\" | must be a list of {host, port}",
            })
    void sentinels_that_cannot_be_meant_are_a_problem(String options, String reason) {
        Imported imported = read("{\"databaseConfig\":{\"redis\":{" + options + "}}}");

        assertThat(imported.problems())
                .singleElement()
                .asString()
                .contains(reason)
                .doesNotContain("hunter2");
    }

    @Test
    void a_socket_becomes_a_url() {
        Imported imported =
                read("{\"databaseConfig\":{\"redis\":{\"path\":\"/run/redis.sock\",\"password\":\"p\",\"db\":2}}}");

        assertThat(Reader.settings(imported)).containsEntry("canyon.redis.url", "redis+unix://:p@/run/redis.sock?db=2");
    }

    @Test
    void certificates_that_stand_in_the_file_are_named_and_not_shown() {
        Imported imported = read("{\"databaseConfig\":{\"redis\":{\"tls\":{\"ca\":\"hunter2\",\"key\":\"hunter2\","
                + "\"rejectUnauthorized\":false}}}}");

        assertThat(Reader.settings(imported)).containsEntry("canyon.redis.url", "rediss://127.0.0.1:6379");
        assertThat(Reader.leftovers(imported))
                .containsExactly(
                        "databaseConfig.redis.tls.ca",
                        "databaseConfig.redis.tls.key",
                        "databaseConfig.redis.tls.rejectUnauthorized");
        assertThat(imported.leftovers())
                .asString()
                .contains("canyon.redis.tls.ca")
                .doesNotContain("hunter2");
    }

    @Test
    void without_its_redis_subscriber_redis_is_left_alone() {
        Imported imported =
                read("{\"subscribers\":{\"redis\":false},\"databaseConfig\":{\"redis\":{\"host\":\"redis\"}}}");

        assertThat(Reader.settings(imported)).isEmpty();
        assertThat(Reader.leftovers(imported)).containsExactly("databaseConfig.redis.host");
    }

    @Test
    void without_its_http_subscriber_no_key_opens_the_http_api() {
        Imported imported =
                read("{\"subscribers\":{\"http\":false},\"clients\":[{\"appId\":\"a\",\"key\":\"hunter2\"}]}");

        assertThat(imported.apps()).isEmpty();
        assertThat(Reader.leftovers(imported)).containsExactly("clients");
    }

    @Test
    void an_https_application_is_told_that_its_certificate_counts_now() {
        assertThat(read("{\"authHost\":\"https://shop.test\"}").warnings())
                .singleElement()
                .asString()
                .contains("canyon.auth.tls-verify");
    }

    @Test
    void its_variables_go_before_the_file_which_is_said() {
        Imported imported = Reader.file(
                "laravel-echo-server.json",
                "{\"authHost\":\"http://file.test\",\"databaseConfig\":{\"redis\":{\"password\":\"from-file\"}}}",
                Map.of(
                        "LARAVEL_ECHO_SERVER_AUTH_HOST", "http://${SHOP}",
                        "SHOP", "variable.test",
                        "LARAVEL_ECHO_SERVER_REDIS_HOST", "redis",
                        "LARAVEL_ECHO_SERVER_DEBUG", "true"));

        assertThat(Reader.settings(imported))
                .containsEntry("canyon.auth.host", "http://variable.test")
                .containsEntry("canyon.redis.url", "redis://:from-file@redis:6379")
                .containsEntry("canyon.auth.trace", "true");
        assertThat(Reader.leftovers(imported)).containsExactly("authHost");
        assertThat(imported.problems()).isEmpty();
    }

    @Test
    void variables_alone_bring_a_redis_only_if_they_name_one() {
        Map<String, String> without =
                Reader.settings(Reader.environment(Map.of("LARAVEL_ECHO_SERVER_AUTH_HOST", "http://shop.test")));
        Map<String, String> with = Reader.settings(Reader.environment(
                Map.of("LARAVEL_ECHO_SERVER_REDIS_HOST", "redis", "LARAVEL_ECHO_SERVER_REDIS_PORT", "6380")));

        assertThat(without).containsOnlyKeys("canyon.auth.host");
        assertThat(with).containsOnly(entry("canyon.redis.url", "redis://redis:6380"));
    }

    @Test
    void each_variable_of_its_source_is_known() {
        EchoServer.VARIABLES.forEach((name, option) -> {
            Imported imported = Reader.environment(Map.of(name, "1"));
            assertThat(imported.leftovers().toString() + imported.settings())
                    .as(name)
                    .doesNotContain("nothing that");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"authHost\":5",
                "\"authHost\":[null]",
                "\"authHost\":[\"http://a.test,http://b.test\"]",
                "\"authEndpoint\":{\"a\":1}",
                "\"authEndpoint\":[\"/a\"]",
                "\"clients\":\"x\"",
                "\"clients\":[null]",
                "\"clients\":[{\"appId\":\"a\"}]",
                "\"clients\":[{\"appId\":{},\"key\":\"hunter2\"}]",
                "\"databaseConfig\":\"x\"",
                "\"databaseConfig\":{\"redis\":\"x\"}",
                "\"databaseConfig\":{\"redis\":{\"port\":\"x\"}}",
                "\"databaseConfig\":{\"redis\":{\"host\":[\"x\"]}}",
                "\"socketio\":5",
                "\"socketio\":{\"pingInterval\":\"soon\"}",
                "\"socketio\":{\"pingInterval\":[1]}",
                "\"socketio\":{\"pingInterval\":1e999999999}",
                "\"subscribers\":{\"http\":\"maybe\"}",
                "\"apiOriginAllow\":[1]",
            })
    void a_wrong_type_is_a_problem_that_names_it(String member) {
        Imported imported = read("{\"devMode\":false," + member + "}");

        assertThat(imported.problems())
                .singleElement()
                .asString()
                .startsWith("canyon.import: " + member.substring(1, member.indexOf('"', 1)))
                .contains("laravel-echo-server.json")
                .doesNotContain("hunter2");
    }

    @Test
    void null_and_empty_say_nothing() {
        assertThat(settings("\"authHost\":null,\"clients\":null,\"databaseConfig\":{\"redis\":null},\"socketio\":{},"
                        + "\"apiOriginAllow\":{\"allowCors\":null},\"sslCertPath\":\"\""))
                .isEmpty();
    }
}
