package canyon.transport;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A container's WebSocket session, made of just what Canyon uses; each send completes at once or when the test says so.
 */
public final class BrowserSession {
    private final boolean holds;
    private final List<String> sent = new ArrayList<>();
    private final Queue<SendHandler> outstanding = new ArrayDeque<>();
    private final Map<String, Object> properties = new HashMap<>();
    private final Map<String, Object> limits = new HashMap<>();
    private volatile jakarta.websocket.@Nullable CloseReason closed;
    private Pause pause = () -> {};
    private Pause closingPause = () -> {};

    public BrowserSession(boolean holds) {
        this.holds = holds;
    }

    /** Run in each send, after the text is on its way. */
    void whileSending(Pause pause) {
        this.pause = pause;
    }

    /** Run in the close, before it is one. */
    void whileClosing(Pause before) {
        closingPause = before;
    }

    interface Pause {
        void take() throws InterruptedException;
    }

    public Session session() {
        return standIn(Session.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getAsyncRemote" -> remote();
            case "getUserProperties" -> properties;
            case "close" -> close(arguments);
            case "setMaxTextMessageBufferSize", "setMaxBinaryMessageBufferSize", "setMaxIdleTimeout" ->
                limits.put(method.getName(), arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private RemoteEndpoint.Async remote() {
        return standIn(RemoteEndpoint.Async.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "sendText" -> sent.add((String) arguments[0]);
                case "sendBinary" -> {
                    ByteBuffer buffer = (ByteBuffer) arguments[0];
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    sent.add(HexFormat.of().formatHex(bytes));
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            pause.take();
            SendHandler handler = (SendHandler) arguments[1];
            if (closed != null) {
                throw new IllegalStateException("closed");
            } else if (holds) {
                outstanding.add(handler);
            } else {
                handler.onResult(new SendResult());
            }
            return null;
        });
    }

    private @Nullable Object close(Object @Nullable [] arguments) throws InterruptedException {
        closingPause.take();
        if (closed != null) {
            throw new IllegalStateException("closed already");
        }
        closed = arguments == null ? null : (jakarta.websocket.CloseReason) arguments[0];
        return null;
    }

    private static <T> T standIn(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result = handler.invoke(proxy, method, args);
            return method.getReturnType() == void.class ? null : result;
        }));
    }

    /** The oldest send is over. */
    public void complete() {
        outstanding.remove().onResult(new SendResult());
    }

    /** The oldest send has failed. */
    public void fail() {
        outstanding.remove().onResult(new SendResult(new IllegalStateException("the client is gone")));
    }

    public List<String> sent() {
        return List.copyOf(sent);
    }

    public jakarta.websocket.@Nullable CloseReason closed() {
        return closed;
    }

    public Map<String, Object> limits() {
        return limits;
    }
}
