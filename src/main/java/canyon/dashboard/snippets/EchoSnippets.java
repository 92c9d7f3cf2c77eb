package canyon.dashboard.snippets;

import canyon.app.App;
import java.util.ArrayList;
import java.util.List;

/** Laravel Echo with each of its connectors. */
final class EchoSnippets {
    private static final String JS = "js";

    private final Address address;
    private final App app;

    EchoSnippets(Address address, App app) {
        this.address = address;
        this.app = app;
    }

    Snippet pusher() {
        // pusher-js insists on a cluster, and Echo hands it on.
        return withPusherJs("Laravel Echo with pusher-js", "pusher", List.of("cluster: '',"));
    }

    Snippet reverb() {
        return withPusherJs("Laravel Echo with the reverb broadcaster", "reverb", List.of());
    }

    private Snippet withPusherJs(String title, String broadcaster, List<String> more) {
        List<String> options = new ArrayList<>();
        options.add("broadcaster: '" + broadcaster + "',");
        options.add("Pusher,");
        options.add("key: '" + app.key() + "',");
        options.addAll(more);
        options.add("wsHost: '" + address.host() + "',");
        options.add("wsPort: " + address.plainPort() + ",");
        options.add("wssPort: " + address.tlsPort() + ",");
        if (!address.isAtRoot()) {
            options.add("wsPath: '" + address.path() + "',");
        }
        options.add("forceTLS: " + address.tls() + ",");
        options.add("disableStats: true,");
        options.add("// where WebSockets do not get through; without these four: ['ws', 'wss']");
        options.add("enabledTransports: ['ws', 'wss', 'xhr_streaming', 'xhr_polling'],");
        options.add("httpHost: '" + address.host() + "',");
        options.add("httpPort: " + address.plainPort() + ",");
        options.add("httpsPort: " + address.tlsPort() + ",");
        options.add("httpPath: '" + address.path() + "/pusher',");
        return echo(title, "import Pusher from 'pusher-js';", options);
    }

    Snippet socketIo(String version, String importing) {
        List<String> options = new ArrayList<>();
        options.add("broadcaster: 'socket.io',");
        options.add("client: io,");
        options.add("host: '" + address.origin() + "',");
        if (!address.isAtRoot()) {
            options.add("path: '" + address.path() + "/socket.io',");
        }
        if (!app.scope().equals(App.DEFAULT_SCOPE)) {
            options.add("query: { appKey: '" + app.key() + "' },");
        }
        options.add("transports: ['websocket', 'polling'],");
        return echo("Laravel Echo with socket.io-client " + version, importing, options);
    }

    private static Snippet echo(String title, String importing, List<String> options) {
        StringBuilder text = new StringBuilder("import Echo from 'laravel-echo';\n")
                .append(importing)
                .append("\n\nwindow.Echo = new Echo({\n");
        options.forEach(option -> text.append("    ").append(option).append('\n'));
        return new Snippet(title, JS, text.append("});\n").toString());
    }
}
