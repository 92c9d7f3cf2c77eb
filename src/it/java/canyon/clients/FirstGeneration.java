package canyon.clients;

import canyon.support.Apart;
import java.nio.file.Path;

/** Loads {@link SocketIoClient} once more, with the clients that Maven put aside because they speak Engine.IO 3. */
public final class FirstGeneration {
    private static final Path JARS = Path.of("target", "socketio-client-1");

    private FirstGeneration() {}

    public static EchoClient client() {
        try {
            return (EchoClient) Apart.load(SocketIoClient.class, JARS, EchoClient.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the clients in " + JARS + " do not fit", e);
        }
    }
}
