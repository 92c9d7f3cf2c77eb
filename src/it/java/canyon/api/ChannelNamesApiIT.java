package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.ServerKind;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of channels in paths. Each name works when it is escaped as a path segment, the slash as {@code %2F}: an
 * unescaped slash makes another route. What else needs no escape in a URI needs none here, the semicolon included.
 *
 * <p>Servers refuse some names before Canyon sees them, without a body. Payara Micro: a backslash, {@code %00}, escapes
 * that are not UTF-8, and the name of three dots; it answers a broken escape as {@code %zz} with 200 and no body.
 * WildFly: characters that a URI may not hold, and broken escapes. What they let through, Canyon refuses in JSON.
 */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelNamesApiIT {
    private static final String CHANNELS = "/apps/" + CanyonServers.APP_ID + "/channels/";
    private static final String OCCUPIED = "{\"subscription_count\":1,\"occupied\":true";

    private final Peer peer;

    ChannelNamesApiIT(CanyonServer canyon) {
        this.peer = Peer.of(canyon);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "odd/name",
                "odd/name/users",
                "/",
                "users",
                "odd name",
                "odd+name",
                "odd;name=x",
                "odd?name#x&y=z",
                "odd%2Fname",
                "odd%",
                "100%",
                "odd\"<name>|{x}^`[y]",
                "odd.name.",
                "__proto__",
                "Zoë 漢🦊",
                "private-odd/name",
                "presence-odd/name;x y"
            })
    void any_name_can_be_asked_for(String name) throws IOException {
        String path = CHANNELS + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(get(path).body()).startsWith("{\"subscription_count\":0,\"occupied\":false");
        try (Audience audience = new Audience(peer)) {
            audience.join(name, 1);

            assertThat(get(path).body()).startsWith(OCCUPIED);
            if (name.startsWith("presence-")) {
                assertThat(get(path + "/users").body()).startsWith("{\"users\":[{\"id\":\"1\",");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd;name=x", "odd+name", "odd-_.~!$&'()*+,=:@", "a;", ";", ";jsession"})
    void what_a_uri_may_hold_needs_no_escape(String name) throws IOException {
        try (Audience audience = new Audience(peer)) {
            audience.join(name, 1);

            assertThat(get(CHANNELS + name).body()).isEqualTo(OCCUPIED + "}");
        }
    }

    @Test
    void the_prefix_of_channels_may_be_anything() throws IOException {
        String list = CHANNELS.substring(0, CHANNELS.length() - 1);
        try (Audience audience = new Audience(peer)) {
            audience.join("Zoë a+b/c;d&e", 1);

            assertThat(get(list + "?filter_by_prefix=Zo%C3%AB+a%2Bb%2Fc;d%26").body())
                    .isEqualTo("{\"channels\":{\"Zoë a+b/c;d&e\":" + OCCUPIED + "}}}");
            assertThat(get(list + "?filter_by_prefix=Zo%C3%AB+a+b").body()).isEqualTo("{\"channels\":{}}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "odd/name, 404, Not found",
        "odd/name/users, 404, Not found",
        "/, 404, Not found",
        "a%0Ab, 400, 'channel name must not hold control characters, got U+000A at 1'",
        "a%7Fb/users, 400, 'channel name must not hold control characters, got U+007F at 1'",
        "a%C2%85b, 400, 'channel name must not hold control characters, got U+0085 at 1'",
        "a[b], 400, The path must be a URI: Illegal character in path at 23",
    })
    void what_is_no_name_is_refused_in_json(String path, int status, String error) throws IOException {
        HttpAnswer answer = get(CHANNELS + path);

        assertThat(answer.status()).isEqualTo(status);
        if (!ServerKind.current().refusesItself(path)) {
            ApiAnswer.assertJson(answer);
            assertThat(ApiAnswer.object(answer.body()).getString("error")).endsWith(error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%ff", "a\\b"})
    void what_the_server_refuses_itself_never_looks_like_an_answer(String name) throws IOException {
        HttpAnswer answer = get(CHANNELS + name);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("subscription_count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%5Cb", "..."})
    void a_name_that_only_some_servers_refuse_is_answered_on_the_others(String name) throws IOException {
        HttpAnswer answer = get(CHANNELS + name);

        assertThat(answer.status()).isIn(200, 400);
        assertThat(answer.body().startsWith("{\"subscription_count\":0,")).isEqualTo(answer.status() == 200);
    }

    @Test
    void a_name_over_the_limit_is_refused_with_the_limit() throws IOException {
        assertThat(get(CHANNELS + "n".repeat(200)).status()).isEqualTo(200);
        assertThat(get(CHANNELS + "%C3%AB".repeat(200)).status()).isEqualTo(200);
        for (String path : new String[] {"n".repeat(201), "n".repeat(201) + "/users", "n".repeat(5000)}) {
            HttpAnswer answer = get(CHANNELS + path);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(ApiAnswer.object(answer.body()).getString("error"))
                    .isEqualTo("The channel name \"" + "n".repeat(100)
                            + "…\" must have at most 200 characters (canyon.limits.channel-name-length)");
        }
    }

    private HttpAnswer get(String path) throws IOException {
        return peer.call("GET", path, ApiAnswer.AUTHORIZED, "").answer();
    }
}
