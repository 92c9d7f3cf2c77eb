package canyon.transport.socketio;

import canyon.connection.CloseReason;
import canyon.message.JsonText;
import java.util.List;
import java.util.Optional;

/** Hears one client in one namespace. Events come one after the other; {@link #disconnected} may come at any moment. */
public interface SocketListener {
    /**
     * The client has emitted an event.
     *
     * @param acknowledgement how to answer, if the client asked for it
     */
    void event(Event event, Optional<Acknowledgement> acknowledgement);

    /** What follows took so many bytes on its way, attachments included. */
    default void received(int bytes) {}

    /** The client has left the namespace or is gone; called once. */
    void disconnected(CloseReason reason);

    /**
     * An event from a client.
     *
     * @param arguments as written, with placeholders where an attachment belongs
     * @param attachments binary parts, in the order of the placeholders' numbers
     */
    record Event(String name, List<JsonText> arguments, List<byte[]> attachments) {}

    /** Answers one event. */
    interface Acknowledgement {
        void send(List<JsonText> arguments, List<byte[]> attachments);
    }
}
