package canyon.server.wildfly;

import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.util.Map;

/**
 * Has Undertow hand over texts as they arrive. It puts whole ones together itself, for an annotated method, and does
 * not look at their size while they come in several reads: a client could make it hold any amount.
 */
final class TextsInParts {
    private TextsInParts() {}

    /**
     * On the connection's own thread, which reads from it: a text that came while there is no handler would be lost.
     *
     * @throws IllegalStateException if this Undertow has other insides
     */
    static void take(Session session, MessageHandler.Partial<String> handler) {
        Map<?, ?> handlers = handlers(session);
        ((UndertowSession) session).getWebSocketChannel().getIoThread().execute(() -> {
            handlers.keySet().removeIf(type -> type.toString().equals("TEXT"));
            session.addMessageHandler(String.class, handler);
        });
    }

    private static Map<?, ?> handlers(Session session) {
        try {
            Object frames = value(UndertowSession.class, "frameHandler", session);
            return (Map<?, ?>) value(frames.getClass(), "handlers", frames);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("texts cannot be taken in parts: " + e, e);
        }
    }

    private static Object value(Class<?> type, String name, Object of) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
