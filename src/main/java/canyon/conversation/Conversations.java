package canyon.conversation;

import canyon.auth.Visitor;
import canyon.connection.Connection;

/** Begins a conversation with each client, under the same limits. Safe for use from any thread. */
public final class Conversations {
    private final Services services;

    public Conversations(Services services) {
        this.services = services;
    }

    /** With a client that comes from where {@code visitor} says. */
    public Conversation begin(Connection connection, Visitor visitor) {
        return new Conversation(connection, visitor, services);
    }
}
