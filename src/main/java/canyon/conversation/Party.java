package canyon.conversation;

import canyon.app.App;
import canyon.channel.ChannelRegistry;
import canyon.config.AppLimits;
import canyon.connection.Connection;
import canyon.message.ServerMessage;
import canyon.metrics.Drop;

/**
 * One client, the application that it belongs to, and what serves both.
 *
 * @param initial the application as it was when the client came
 */
record Party(Connection connection, App initial, Services services) {
    /** The application as it is configured now. */
    App app() {
        return services.current(initial);
    }

    AppLimits limits() {
        return app().limits();
    }

    ChannelRegistry registry() {
        return services.registry();
    }

    void tell(ServerMessage message) {
        connection.send(message);
    }

    void dropped(Drop reason) {
        services.meters().dropped(reason);
    }

    /** @param channel as the client sent it; only its beginning is sent back */
    void refuse(String channel, int status, String reason) {
        String shown = channel.substring(0, Math.min(channel.length(), limits().channelNameLength()));
        tell(new ServerMessage.SubscriptionError(shown, status, reason));
    }
}
