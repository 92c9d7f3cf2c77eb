package canyon.dashboard;

import canyon.connection.ClientDetails;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.user.SignedInUser;
import canyon.user.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** How connections are shown. Safe for use from any thread. */
@ApplicationScoped
public class ConnectionDocuments {
    /** No connection may have more, unless its limit was raised. */
    private static final int MAX_CHANNELS = 1_000;

    @Inject
    AppNames names;

    @Inject
    Users users;

    @Inject
    Operations operations;

    Document of(Connection connection) {
        ClientDetails details = connection.details();
        return new Document()
                .put("id", connection.id().text())
                .put("app", names.id(connection.app()))
                .put("protocol", details.protocol())
                .put("transport", details.transport().get())
                .put("address", details.address())
                .put("userAgent", details.userAgent())
                .put("since", details.since().toString())
                .put("subscriptions", connection.subscriptionCount())
                .put("waitingBytes", connection.waitingBytes())
                .put("user", users.of(connection).map(SignedInUser::id).orElse(null))
                .put("node", operations.facts().id());
    }

    /** With its channels, by name. */
    Document whole(Connection connection) {
        List<String> channels = connection.subscriptions().stream()
                .map(ChannelName::text)
                .sorted()
                .limit(MAX_CHANNELS)
                .toList();
        return of(connection).putTexts("channels", channels);
    }
}
