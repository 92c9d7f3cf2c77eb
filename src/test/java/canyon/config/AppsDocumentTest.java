package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppsDocumentTest {
    private static final String NAMES = "\"id\":\"shop\",\"key\":\"k\",\"secret\":\"s\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{%s,\"apiKey\":\"a\",\"maxConnections\":7,\"enableClientMessages\":false,"
                        + "\"maxReadRequestsPerSecond\":8,\"enableUserAuthentication\":false}]",
                "[{%s,\"ApiKey\":\"a\",\"MaxConnections\":\"7\",\"EnableClientMessages\":\"0\","
                        + "\"MaxReadRequestsPerSecond\":8,\"EnableUserAuthentication\":0}]",
                "{\"apps\":[{%s,\"api_key\":\"a\",\"max_connections\":7,\"enable_client_messages\":0,"
                        + "\"max_read_req_per_sec\":8,\"enable_user_authentication\":false}]}"
            })
    void names_may_have_any_of_three_styles(String json) throws InvalidAppsException {
        AppSettings app = app(json.formatted(NAMES));

        assertThat(app.id()).isEqualTo("shop");
        assertThat(app.apiKey()).isEqualTo(new Secret("a"));
        assertThat(app.limits().connections()).isEqualTo(7);
        assertThat(app.limits().readRequestsPerSecond()).isEqualTo(8);
        assertThat(app.rules().clientMessages()).isFalse();
        assertThat(app.rules().userAuthentication()).isFalse();
    }

    @Test
    void everything_that_can_be_said_is_heard() throws InvalidAppsException {
        AppSettings app = app("""
                [{"AppId": 3, "AppKey": "k", "AppSecret": "s", "enabled": false, "tlsOnly": true,
                  "subscriptionCounts": true, "unauthorizedTimeout": 10, "origins": ["https://shop.test", "*.shop.test"],
                  "hosts": ["WS.shop.test"], "connectionQuota": 1, "maxClientEventsPerSecond": 2,
                  "maxBackendEventsPerSecond": 3, "maxChannelNameLength": 4, "maxEventNameLength": 5,
                  "maxEventChannelsAtOnce": 6, "maxEventPayloadInKb": 0.5, "maxEventBatchSize": 8,
                  "maxPresenceMembersPerChannel": 9, "maxPresenceMemberBytes": 16, "maxMessageBytes": 100,
                  "activityTimeout": "PT1M", "cacheTtl": 12.5}]
                """);

        assertThat(app.id()).isEqualTo("3");
        assertThat(app.rules())
                .isEqualTo(new AppRules(
                        false,
                        true,
                        true,
                        true,
                        true,
                        Duration.ofSeconds(10),
                        app.rules().origins(),
                        Set.of("ws.shop.test")));
        assertThat(app.rules().origins()).hasToString("https://shop.test,*.shop.test");
        assertThat(app.limits())
                .isEqualTo(new AppLimits(
                        0, 1, 2, 3, 0, 4, 5, 6, 512, 8, 9, 16, 100, Duration.ofMinutes(1), Duration.ofMillis(12_500)));
    }

    @Test
    void minus_one_is_no_limit_and_nothing_is_the_default() throws InvalidAppsException {
        AppSettings app = app("[{" + NAMES + ",\"max_client_events_per_sec\":-1,\"max_connections\":-1,"
                + "\"unauthorizedTimeout\":-1,\"max_event_batch_size\":null,\"max_event_name_length\":\"\"}]");

        assertThat(app.limits().clientEventsPerSecond()).isZero();
        assertThat(app.limits().connections()).isZero();
        assertThat(app.limits().batchEvents()).isEqualTo(10);
        assertThat(app.limits().eventNameLength()).isEqualTo(200);
        assertThat(app.rules()).isEqualTo(AppRules.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"maxConnections\": \"lots\" | maxConnections = \"lots\": not a whole number in range; allowed: whole"
                        + " number, 0 to 10000000",
                "\"maxEventBatchSize\": -1 | maxEventBatchSize = \"-1\": not allowed; allowed: whole number, 1 to 10000",
                "\"maxEventPayloadInKb\": 999999999 | maxEventPayloadInKb = \"999999999\": not allowed",
                "\"enabled\": [] | enabled = \"[]\": neither on nor off",
                "\"activityTimeout\": \"2m\" | activityTimeout = \"2m\": not an ISO 8601 duration",
                "\"hosts\": [\"a:80\"] | \"a:80\" is no host name alone",
                "\"hosts\": [1] | not a list of texts",
                "\"origins\": \"https://a/\" | is no origin",
                "\"api_key\": \"x\", \"ApiKey\": \"x\" | apiKey stands there twice, also as \"ApiKey\"",
                "\"webhooks\": \"[{\" | webhooks = \"***\": no JSON from line 1, column"
            })
    void what_is_wrong_is_told_with_its_place_and_what_is_allowed(String member, String reason) {
        InvalidAppsException refusal = refusal("[{" + NAMES + "," + member + "}]");

        assertThat(refusal.problems())
                .singleElement()
                .asString()
                .startsWith("the test: application 1")
                .contains(reason);
    }

    @Test
    void all_problems_of_all_applications_are_told_and_no_secret() {
        InvalidAppsException refusal = refusal("[{\"id\":\"a/b\",\"secret\":\"hunter2\",\"maxConnections\":\"x\"},7,"
                + "{\"id\":\"b\",\"key\":\"k\",\"secret\":[\"hunter2\"],\"webhooks\":[{\"url\":\"hunter2\"}]}]");

        assertThat(refusal.problems()).hasSize(5);
        assertThat(refusal)
                .hasMessageContaining("application 1 (a/b): key is missing")
                .hasMessageContaining("application 2 is no JSON object")
                .hasMessageContaining("application 3 (b): webhooks")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void ids_keys_and_hosts_belong_to_one_application() {
        InvalidAppsException refusal = refusal("[{\"id\":\"a\",\"key\":\"k\",\"secret\":\"s\",\"hosts\":\"x.test\"},"
                + "{\"id\":\"a\",\"key\":\"l\",\"secret\":\"s\"},"
                + "{\"id\":\"b\",\"key\":\"k\",\"secret\":\"s\",\"hosts\":\"y.test, X.test\"}]");

        assertThat(refusal.problems())
                .containsExactlyInAnyOrder(
                        "the test: applications a and a have the same id \"a\"",
                        "the test: applications a and b have the same key \"k\"",
                        "the test: applications a and b have the same host \"x.test\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "7", "{\"app\":[]}", "{\"apps\":{}}", "[] []"})
    void a_document_that_is_none_is_refused(String json) {
        assertThat(refusal(json).problems()).hasSize(1);
    }

    @Test
    void webhooks_may_be_written_as_soketi_and_as_Canyon_writes_them() throws InvalidAppsException {
        AppSettings app = app(
                "[{" + NAMES + ",\"webhooks\":[{\"url\":\"https://shop.test/hook?a=b\","
                        + "\"event_types\":[\"client_event\"],\"headers\":{\"X-Token\":\"t\"},"
                        + "\"filter\":{\"channel_name_starts_with\":\"a\",\"channel_name_ends_with\":\"b\"}},"
                        + "{\"url\":\"http://127.0.0.1:8000/\",\"events\":[],\"filter\":[],\"prefix\":\"a\",\"suffix\":\"b\"}]}]");

        assertThat(app.webhooks())
                .containsExactly(
                        new WebhookSettings(
                                URI.create("https://shop.test/hook?a=b"),
                                Set.of("client_event"),
                                "a",
                                "b",
                                Map.of("X-Token", "t")),
                        new WebhookSettings(URI.create("http://127.0.0.1:8000/"), Set.of(), "a", "b", Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | has no url",
                "{\"url\":\"/hook\"} | url must be http or https",
                "{\"url\":\"https://a.test\",\"event_types\":[\"joined\"]} | \"joined\" is no event",
                "{\"url\":\"https://a.test\",\"event_types\":\"client_event\"} | event_types is no list",
                "{\"url\":\"https://a.test\",\"headers\":{\"A B\":\"c\"}} | a header's name cannot be sent",
                "{\"url\":\"https://a.test\",\"headers\":{\"A\":\"c\\n\"}} | printable ASCII",
                "{\"lambda_function\":\"f\"} | \"lambda_function\" is no part of a webhook"
            })
    void a_webhook_that_cannot_be_called_is_refused(String webhook, String reason) {
        assertThat(refusal("[{" + NAMES + ",\"webhooks\":[" + webhook + "]}]").problems())
                .singleElement()
                .asString()
                .contains("webhook 1: ")
                .contains(reason);
    }

    private static AppSettings app(String json) throws InvalidAppsException {
        List<AppSettings> apps = new AppsDocument("the test", AppLimits.DEFAULT).apps(json);
        assertThat(apps).hasSize(1);
        return apps.get(0);
    }

    private static InvalidAppsException refusal(String json) {
        return catchThrowableOfType(
                InvalidAppsException.class, () -> new AppsDocument("the test", AppLimits.DEFAULT).apps(json));
    }
}
