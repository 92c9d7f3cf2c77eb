package canyon.conversation;

import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.app.App;
import canyon.channel.ChannelRegistry;
import canyon.config.AppLimits;
import canyon.connection.Connection;
import canyon.message.ServerMessage;
import canyon.metrics.AppCount;
import canyon.metrics.Drop;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

    /**
     * Something was refused; who asked for it is told elsewhere.
     *
     * @param channel null if it concerned none
     * @param event null if it was none
     */
    void denied(@Nullable String channel, @Nullable String event, String reason) {
        connection.meters().count(AppCount.DENIED);
        services.activity()
                .report(
                        Kind.DENIED,
                        () -> new Happening(
                                Instant.now(),
                                Kind.DENIED,
                                connection.app(),
                                channel,
                                event,
                                connection.id().text(),
                                reason,
                                null));
    }

    /** @param channel as the client sent it; only its beginning is sent back */
    void refuse(String channel, int status, String reason) {
        String shown = channel.substring(0, Math.min(channel.length(), limits().channelNameLength()));
        denied(shown, null, status + " " + reason);
        tell(new ServerMessage.SubscriptionError(shown, status, reason));
    }
}
