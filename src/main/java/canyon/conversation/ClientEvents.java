package canyon.conversation;

import canyon.connection.Connection;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.metrics.Drop;

/**
 * Relays what one client tells the other subscribers of a private or presence channel (whispers). What may not be
 * relayed is dropped and counted, silently for the client, as in laravel-echo-server. Called by the connection's
 * receiving side only.
 */
final class ClientEvents {
    private static final String PREFIX = "client-";

    private final Connection connection;
    private final Services services;
    private final RateLimit rate;

    ClientEvents(Connection connection, Services services) {
        this.connection = connection;
        this.services = services;
        this.rate = new RateLimit(services.limits().clientEventsPerSecond(), System.nanoTime());
    }

    void relay(ChannelName channel, String event, JsonText data) {
        if (!rate.allows(System.nanoTime())) {
            services.meters().dropped(Drop.CLIENT_EVENT_RATE);
        } else if (!event.startsWith(PREFIX)
                || !channel.kind().needsAuthorization()
                || !connection.isSubscribed(channel)) {
            services.meters().dropped(Drop.CLIENT_EVENT_REFUSED);
        } else {
            services.broker().offer(new Broadcast(channel, event, data, connection.id()));
        }
    }
}
