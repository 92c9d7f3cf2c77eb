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
class SoketiTest {
    private static Imported read(String json) {
        return Reader.file("soketi.json", json);
    }

    @Test
    void a_file_is_imported_whole() {
        Imported imported = Importer.read(List.of("src/test/resources/import/soketi.json"), Map.of());

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.settings(imported))
                .containsOnly(
                        entry("canyon.limits.channel-name-length", "150"),
                        entry("canyon.cache.time-to-live", "PT600S"),
                        entry("canyon.limits.channels-per-event", "50"),
                        entry("canyon.limits.event-name-length", "120"),
                        entry("canyon.limits.event-payload-bytes", "65536"),
                        entry("canyon.limits.batch-events", "5"),
                        entry("canyon.limits.presence-members", "100"),
                        entry("canyon.limits.presence-member-bytes", "2048"),
                        entry("canyon.webhooks.batch-time", "PT0.100S"));
        assertThat(Reader.leftovers(imported)).containsExactly("port", "metrics.enabled", "metrics.port");
        assertThat(imported.apps()).hasSize(2).noneMatch(Imported.Application::shared);
        assertThat(imported.apps().get(0).texts())
                .containsEntry("id", "shop")
                .containsEntry("maxconnections", "-1")
                .containsEntry("enableclientmessages", "true")
                .containsEntry("enableuserauthentication", "false");
        assertThat(imported.apps().get(1).texts())
                .containsEntry("secret", "blog-secret")
                .containsEntry("maxeventpayloadinkb", "20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cors\":{\"origin\":[\"https://a.test\",\"https://b.test\"]} | canyon.cors.origin | https://a.test, https://b.test",
                "\"cors.methods\":[\"GET\"] | canyon.cors.methods | GET",
                "\"cors.allowedHeaders\":\"Accept\" | canyon.cors.headers | Accept",
                "\"httpApi\":{\"requestLimitInMb\":2} | canyon.limits.http-body-bytes | 2097152",
                "\"httpApi.requestLimitInMb\":\"100\" | canyon.limits.intake-bytes | 104857600",
                "\"httpApi.acceptTraffic.memoryThreshold\":85 | canyon.ready.memory-percent | 85",
                "\"shutdownGracePeriod\":3000 | canyon.drain.duration | PT3.000S",
                "\"appManager\":{\"driver\":\"mysql\",\"mysql\":{\"table\":\"ws_apps\"}} | canyon.apps.table | ws_apps",
                "\"appManager.cache.ttl\":60 | canyon.apps.cache-time-to-live | PT60S",
                "\"presence.maxMembersPerChannel\":-1 | canyon.limits.presence-members | 0",
                "\"webhooks.batching.enabled\":false | canyon.webhooks.batch-time | PT0S",
            })
    void each_option_that_has_a_key_gets_it(String member, String key, String value) {
        Imported imported = read("{\"debug\":false," + member + "}");

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.settings(imported)).containsEntry(key, value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adapter.driver",
                "adapter.redis.prefix",
                "adapter.nats.servers",
                "appManager.dynamodb.table",
                "appManager.mysql.version",
                "cache.driver",
                "cluster.port",
                "database.mysql.password",
                "database.postgres.host",
                "database.redis.password",
                "databasePooling.max",
                "debug",
                "host",
                "instance.process_id",
                "metrics.port",
                "mode",
                "pathPrefix",
                "port",
                "queue.sqs.queueUrl",
                "rateLimiter.driver",
                "ssl.passphrase",
                "cors.credentials",
                "no.such.option"
            })
    void what_has_no_place_is_named_and_no_value_is_shown(String option) {
        Imported imported = read("{\"presence.maxMembersPerChannel\":1,\"" + option + "\":\"hunter2\"}");

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.leftovers(imported)).containsExactly(option);
        assertThat(imported.leftovers()).asString().doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"adapter.driver\":\"redis\" | redis://127.0.0.1:6379",
                "\"adapter\":{\"driver\":\"redis\"},\"database\":{\"redis\":{\"host\":\"r\",\"port\":1,\"db\":2,"
                        + "\"password\":\"p\"}} | redis://:p@r:1/2",
                "\"adapter.driver\":\"redis\",\"database\":{\"redis\":{\"sentinels\":[{\"host\":\"a\",\"port\":1}],"
                        + "\"name\":\"mymaster\"}} | redis-sentinel://a:1/mymaster",
                "\"adapter.driver\":\"redis\",\"adapter.redis.clusterMode\":true,\"database\":{\"redis\":{"
                        + "\"clusterNodes\":[{\"host\":\"a\",\"port\":1},{\"host\":\"b\",\"port\":2}]}} |"
                        + " redis-cluster://a:1,b:2",
            })
    void the_redis_of_its_nodes_becomes_that_of_canyons(String members, String url) {
        Imported imported = read("{\"debug\":false," + members + "}");

        assertThat(imported.problems()).isEmpty();
        assertThat(imported.leftovers()).isEmpty();
        assertThat(Reader.settings(imported)).containsEntry("canyon.redis.url", url);
    }

    @Test
    void its_variables_hold_lists_as_json() {
        Imported imported = Reader.environment(Map.of(
                "SOKETI_ADAPTER_DRIVER", "redis",
                "SOKETI_DB_REDIS_SENTINELS", "[{\"host\":\"a\",\"port\":26379}]",
                "SOKETI_DB_REDIS_INSTANCE_NAME", "mymaster",
                "SOKETI_DB_REDIS_SENTINEL_PASSWORD", "two"));

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.settings(imported))
                .containsEntry("canyon.redis.url", "redis-sentinel://a:26379/mymaster")
                .containsEntry("canyon.redis.sentinel.password", "two");
    }

    @Test
    void one_application_becomes_the_default_one() {
        Imported imported = read("{\"appManager.array.apps\":[{\"id\":\"shop\",\"key\":\"k\",\"secret\":\"s\","
                + "\"maxConnections\":\"100\",\"enableUserAuthentication\":true}],\"userAuthenticationTimeout\":5000}");

        assertThat(imported.apps()).isEmpty();
        assertThat(Reader.settings(imported))
                .containsOnly(
                        entry("canyon.app.id", "shop"),
                        entry("canyon.app.key", "k"),
                        entry("canyon.app.secret", "s"),
                        entry("canyon.app.connections", "100"),
                        entry("canyon.app.user-authentication", "true"),
                        entry("canyon.app.client-messages", "false"),
                        entry("canyon.app.unauthorized-timeout", "PT5.000S"));
    }

    @Test
    void so_does_the_one_of_its_variables() {
        Imported imported = Reader.environment(Map.ofEntries(
                Map.entry("SOKETI_DEFAULT_APP_ID", "shop"),
                Map.entry("SOKETI_DEFAULT_APP_KEY", "k"),
                Map.entry("SOKETI_DEFAULT_APP_SECRET", "s"),
                Map.entry("SOKETI_DEFAULT_APP_MAX_CONNS", "-1"),
                Map.entry("SOKETI_DEFAULT_APP_ENABLED", "true"),
                Map.entry("SOKETI_DEFAULT_APP_ENABLE_CLIENT_MESSAGES", "true"),
                Map.entry("SOKETI_DEFAULT_APP_MAX_BACKEND_EVENTS_PER_SEC", "10"),
                Map.entry("SOKETI_DEFAULT_APP_MAX_CLIENT_EVENTS_PER_SEC", "20"),
                Map.entry("SOKETI_DEFAULT_APP_MAX_READ_REQ_PER_SEC", "30"),
                Map.entry("SOKETI_DEFAULT_APP_USER_AUTHENTICATION", "1"),
                Map.entry("SOKETI_DEFAULT_APP_WEBHOOKS", "[{\"url\":\"https://a.test\",\"event_types\":[]}]"),
                Map.entry("SOKETI_PORT", "6001"),
                Map.entry("SOKETI_EVENT_MAX_SIZE_IN_KB", "1.5"),
                Map.entry("SOKETI_NO_SUCH", "x")));

        assertThat(imported.problems()).isEmpty();
        assertThat(Reader.settings(imported))
                .containsOnly(
                        entry("canyon.app.id", "shop"),
                        entry("canyon.app.key", "k"),
                        entry("canyon.app.secret", "s"),
                        entry("canyon.app.connections", "0"),
                        entry("canyon.app.enabled", "true"),
                        entry("canyon.app.client-messages", "true"),
                        entry("canyon.app.backend-events-per-second", "10"),
                        entry("canyon.limits.client-events-per-second", "20"),
                        entry("canyon.app.read-requests-per-second", "30"),
                        entry("canyon.app.user-authentication", "true"),
                        entry("canyon.app.webhooks", "[{\"url\":\"https://a.test\",\"event_types\":[]}]"),
                        entry("canyon.limits.event-payload-bytes", "1536"));
        assertThat(Reader.leftovers(imported)).containsExactlyInAnyOrder("SOKETI_PORT", "SOKETI_NO_SUCH");
    }

    @Test
    void each_variable_of_its_source_is_an_option_that_is_known() {
        assertThat(SoketiVariables.OPTIONS)
                .hasSize(115)
                .allSatisfy((name, option) ->
                        assertThat(Soketi.knows(option)).as(name).isTrue());
    }

    @Test
    void a_rate_of_nothing_is_not_taken_for_no_limit() {
        Imported imported = read("{\"appManager.array.apps\":[{\"id\":\"shop\",\"key\":\"k\",\"secret\":\"s\","
                + "\"maxBackendEventsPerSecond\":0}],\"debug\":false}");

        assertThat(Reader.settings(imported)).doesNotContainKey("canyon.app.backend-events-per-second");
        assertThat(Reader.leftovers(imported)).containsExactly("appManager.array.apps[0].maxBackendEventsPerSecond");
    }

    @Test
    void an_application_without_anything_is_none() {
        assertThat(read("{\"appManager.array.apps\":[{},{\"maxReadRequestsPerSecond\":0}]}")
                        .settings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"mysql, mysql_apps", "postgres, postgres_apps", "array,"})
    void of_two_databases_the_one_in_use_names_the_table(String driver, String table) {
        Imported imported = read("{\"appManager\":{\"driver\":\"" + driver + "\",\"mysql\":{\"table\":\"mysql_apps\"},"
                + "\"postgres\":{\"table\":\"postgres_apps\"}}}");

        assertThat(imported.problems()).isEmpty();
        assertThat(imported.contradictions()).isEmpty();
        assertThat(Reader.settings(imported).get("canyon.apps.table")).isEqualTo(table);
    }

    @Test
    void what_has_no_effect_in_soketi_is_named() {
        Imported imported = read("{\"userAuthenticationTimeout\":5000,\"webhooks.batching.duration\":50}");

        assertThat(imported.settings()).isEmpty();
        assertThat(Reader.leftovers(imported))
                .containsExactly("webhooks.batching.duration", "userAuthenticationTimeout");
    }

    @Test
    void a_lambda_function_is_not_called() {
        Imported imported = read("{\"appManager.array.apps\":[{\"id\":\"shop\",\"key\":\"k\",\"secret\":\"s\","
                + "\"webhooks\":[{\"lambda_function\":\"f\",\"event_types\":[],\"lambda\":{}},"
                + "{\"url\":\"https://a.test\",\"event_types\":[]}]}]}");

        assertThat(Reader.settings(imported))
                .containsEntry("canyon.app.webhooks", "[{\"url\":\"https://a.test\",\"event_types\":[]}]");
        assertThat(Reader.leftovers(imported)).containsExactly("appManager.array.apps[0].webhooks[0]");
    }

    @Test
    void applications_of_another_driver_are_no_applications() {
        Imported imported = read(
                "{\"appManager\":{\"driver\":\"mysql\",\"array\":{\"apps\":[{\"id\":\"shop\",\"secret\":\"hunter2\"}]}}}");

        assertThat(imported.apps()).isEmpty();
        assertThat(imported.settings()).isEmpty();
        assertThat(imported.leftovers()).asString().doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"appManager.array.apps\":\"x\"",
                "\"appManager.array.apps\":[5]",
                "\"appManager.array.apps.x.id\":\"x\"",
                "\"appManager.array.apps\":[{\"id\":\"a\"},{\"id\":{\"a\":1}}]",
                "\"eventLimits\":[1]",
                "\"eventLimits.maxBatchSize\":\"x\"",
                "\"eventLimits.maxBatchSize\":true",
                "\"eventLimits.maxBatchSize.x\":1",
            })
    void a_wrong_type_is_a_problem_that_names_it(String member) {
        assertThat(read("{\"debug\":false," + member + "}").problems())
                .singleElement()
                .asString()
                .startsWith("canyon.import: "
                        + member.substring(1, member.indexOf('"', 1)).replaceAll("\\.x.*", ""));
    }
}
