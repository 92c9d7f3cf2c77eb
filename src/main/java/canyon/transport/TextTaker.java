package canyon.transport;

/** Takes the texts of one WebSocket where the container does not bound them, or not while they arrive. */
public interface TextTaker {
    /** A whole one that is not too big. */
    void text(String message);

    /** One is larger than allowed; it does not come. Called once, from any thread. */
    void tooBig();

    /** The client goes on with it nevertheless; it has had the time to hear that it must not. */
    void unstopped();
}
