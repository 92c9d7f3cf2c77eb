package canyon.config;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * One endpoint that is told what happens in an application.
 *
 * @param url where to, http or https
 * @param events names of Pusher's webhook events; empty for all of them
 * @param prefix of the channels that are told of; empty for all
 * @param suffix of the channels that are told of; empty for all
 * @param headers sent besides Pusher's own
 */
public record WebhookSettings(URI url, Set<String> events, String prefix, String suffix, Map<String, String> headers) {
    public WebhookSettings {
        events = Set.copyOf(events);
        headers = Map.copyOf(headers);
    }

    /** Whether the endpoint is told of this event in this channel. */
    public boolean wants(String event, String channel) {
        return (events.isEmpty() || events.contains(event)) && channel.startsWith(prefix) && channel.endsWith(suffix);
    }

    /** Without the headers, which may hold a password. */
    @Override
    public String toString() {
        return "webhook to " + url.getHost();
    }
}
