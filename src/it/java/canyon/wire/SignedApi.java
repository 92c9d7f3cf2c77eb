package canyon.wire;

import canyon.app.App;
import canyon.config.AppSettings;
import canyon.config.Secret;
import canyon.support.CanyonServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pusher's API of a server, with requests that are signed here and may be spoilt by the test. */
public final class SignedApi {
    /** The application of the shared server. */
    public static final App SHARED = app(CanyonServers.APP_ID, CanyonServers.APP_KEY, CanyonServers.APP_SECRET);

    private final Peer peer;
    private final String context;
    private final App app;

    /** Of the shared server. */
    public SignedApi(Peer peer) {
        this(peer, "", SHARED);
    }

    /**
     * Of any application on any server.
     *
     * @param context path of the web application, empty for the root
     */
    public SignedApi(Peer peer, String context, App app) {
        this.peer = peer;
        this.context = context;
        this.app = app;
    }

    public static App app(String id, String key, String secret) {
        return new App(id, new AppSettings(id, key, new Secret(secret), null));
    }

    /**
     * Sends a GET and waits for the answer.
     *
     * @param route after the application's id, with a slash
     */
    public HttpAnswer get(String route, Map<String, String> parameters) throws IOException {
        return send("GET", route, parameters, "");
    }

    public HttpAnswer get(String route) throws IOException {
        return get(route, Map.of());
    }

    public HttpAnswer post(String route, String body) throws IOException {
        return send("POST", route, Map.of(), body);
    }

    public HttpAnswer send(String method, String route, Map<String, String> parameters, String body)
            throws IOException {
        String path = context + "/apps/" + app.id() + route;
        return peer.call(method, path + "?" + query(app, method, path, parameters, body), Map.of(), body)
                .answer();
    }

    /** One of the shared server's other applications, which its file lists. */
    public static App app(String id) {
        return app(id, id + "-key", id + "-secret");
    }

    /** A POST for which another path was signed than it is sent to. */
    public HttpAnswer post(String route, String body, String signedPath) throws IOException {
        String query = query(app, "POST", signedPath, Map.of(), body);
        return peer.call("POST", context + "/apps/" + app.id() + route + "?" + query, Map.of(), body)
                .answer();
    }

    /** The whole query of a request to the shared server that was signed now. */
    public static String query(String method, String path, Map<String, String> parameters, String body) {
        return query(SHARED, method, path, parameters, body);
    }

    private static String query(App app, String method, String path, Map<String, String> parameters, String body) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.putIfAbsent("auth_key", app.key());
        all.putIfAbsent("auth_timestamp", String.valueOf(Instant.now().getEpochSecond()));
        all.putIfAbsent("auth_version", "1.0");
        if (!body.isEmpty()) {
            all.putIfAbsent("body_md5", md5(body));
        }
        String query = all.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        return query + "&auth_signature=" + app.sign(method + "\n" + path + "\n" + query);
    }

    /**
     * The query of a POST to the shared server, without a body, whose parameters are signed in another form than they
     * are sent in.
     *
     * @param signed parameters that come after those of the signature
     */
    public static String query(String path, String signed, String sent) {
        String auth =
                "auth_key=" + SHARED.key() + "&auth_timestamp=" + Instant.now().getEpochSecond() + "&auth_version=1.0&";
        return auth + sent + "&auth_signature=" + SHARED.sign("POST\n" + path + "\n" + auth + signed);
    }

    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
