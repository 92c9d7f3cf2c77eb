package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Somebody at a browser, as far as the dashboard cares: cookies, and the token that the page sends along. */
final class Operator {
    private static final Pattern COOKIE = Pattern.compile("(canyon-\\w+)=([^;,]*)");

    private final Peer peer;
    private final URI server;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String csrf = "";

    /** @param address that he comes from */
    Operator(URI server, String address) {
        this(server, new Peer(server.getPort(), address));
    }

    /** @param peer where he sits, which may come by TLS */
    Operator(URI server, Peer peer) {
        this.server = server;
        this.peer = peer;
    }

    static Map<String, String> basic(String password) {
        return basic("admin", password);
    }

    static Map<String, String> basic(String user, String password) {
        String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", "Basic " + both);
    }

    HttpAnswer get(String path) throws IOException {
        return call("GET", path, Map.of(), "");
    }

    /** With the token. */
    HttpAnswer send(String method, String path, String body) throws IOException {
        return call(method, path, Map.of("X-Canyon-CSRF", csrf), body);
    }

    HttpAnswer call(String method, String path, Map<String, String> headers, String body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (!cookies.isEmpty()) {
            all.put("Cookie", cookieHeader());
        }
        if (!body.isEmpty()) {
            all.put("Content-Type", "application/json");
        }
        HttpAnswer answer = peer.call(method, path, all, body).answer();
        COOKIE.matcher(answer.header("Set-Cookie")).results().forEach(this::keep);
        return answer;
    }

    private void keep(MatchResult cookie) {
        if (cookie.group(2).isEmpty()) {
            cookies.remove(cookie.group(1));
        } else {
            cookies.put(cookie.group(1), cookie.group(2));
        }
    }

    String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    String csrf() {
        return csrf;
    }

    /** Asks as the page does when it opens. */
    JsonObject session() throws IOException {
        JsonObject session = json(get("/dashboard/api/session"));
        csrf = session.getString("csrf");
        return session;
    }

    /** Tries to, as the form does. */
    HttpAnswer signIn(String password) throws IOException {
        session();
        HttpAnswer answer = send(
                "POST",
                "/dashboard/api/session",
                Json.createObjectBuilder().add("password", password).build().toString());
        if (answer.status() == 204) {
            session();
        }
        return answer;
    }

    Operator signedIn(String password) throws IOException {
        assertThat(signIn(password).status()).isEqualTo(204);
        return this;
    }

    /** @param query with a question mark in front, or empty */
    EventStream watch(String query) throws IOException, InterruptedException {
        URI live = server.resolve("dashboard/api/live" + query);
        SSLContext tls = peer.tls();
        return tls == null ? EventStream.open(live, cookieHeader()) : EventStream.open(live, cookieHeader(), tls);
    }

    static JsonObject json(HttpAnswer answer) {
        assertThat(answer.header("Content-Type")).containsIgnoringCase("application/json");
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
