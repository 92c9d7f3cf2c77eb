package canyon.conversation;

import canyon.app.App;
import canyon.auth.Visitor;
import canyon.connection.Connection;

/** Begins a conversation with each client, under the same limits. Safe for use from any thread. */
public final class Conversations {
    private final Services services;

    public Conversations(Services services) {
        this.services = services;
    }

    /** With a client of Laravel Echo over Socket.IO that comes from where {@code visitor} says. */
    public EchoConversation echo(Connection connection, App app, Visitor visitor) {
        return new EchoConversation(new Party(connection, app, services), visitor);
    }

    /** With a client of Pusher's. */
    public PusherConversation pusher(Connection connection, App app) {
        return new PusherConversation(new Party(connection, app, services));
    }
}
