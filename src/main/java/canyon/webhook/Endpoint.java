package canyon.webhook;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.config.WebhookSettings;
import java.net.URI;
import java.util.Optional;

/** Where webhooks go to: a URL of one application, however often it is configured. */
record Endpoint(String scope, URI url) {
    /** What applies now; empty if the endpoint is there no more. */
    Optional<Configured> in(AppDirectory apps) {
        return apps.known(scope)
                .flatMap(app -> app.settings().webhooks().stream()
                        .filter(webhook -> webhook.url().equals(url))
                        .findFirst()
                        .map(webhook -> new Configured(app, webhook)));
    }

    /** An endpoint as it is configured at this moment; if its URL is there twice, the first counts. */
    record Configured(App app, WebhookSettings settings) {}

    /** For the log: neither the path nor the query, which may hold a password. */
    @Override
    public String toString() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String application = scope.isEmpty() ? "the default application" : "application " + scope;
        return url.getScheme() + "://" + url.getHost() + port + " (webhook of " + application + ")";
    }
}
