package canyon.server.liberty;

import static canyon.server.liberty.Insides.call;
import static canyon.server.liberty.Insides.get;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket's way to its TCP connection. Liberty writes one thing at a time to it: whoever has its right to write
 * may, and gives it back. Safe for use from any thread.
 */
final class Link {
    /** Liberty's number for "all that is in the buffers". */
    private static final long ALL = -1;

    /** Liberty's number for "however long it takes"; how long a write may take is for the outbox to say. */
    private static final int NO_TIMEOUT = -1;

    private static final String GIVEN = "OK";
    private static final String WRITING_PONG = "WRITING_PONG";
    private static final String WRITE_IN_PROGRESS = "WRITE_IN_PROGRESS";

    private final Insides insides;
    private final Object link;
    private final Object context;
    private final Socket socket;

    Link(Insides insides, Object link) {
        this.insides = insides;
        this.link = link;
        this.context = get(() -> insides.context().invoke(link));
        // Kept, not asked for later: then the connection may be somebody else's.
        this.socket = (Socket) get(() -> insides.socket().invoke(context));
    }

    /** Whether the right to write was given. */
    enum Right {
        GIVEN,
        /** Liberty itself writes, a pong for instance. */
        TAKEN,
        /** The WebSocket is closing or has ended. */
        NEVER
    }

    Right take() {
        // Its okToWrite would wait for a pong that waits for the client, so it must not be asked then.
        synchronized (get(() -> insides.monitor().invoke(link))) {
            if (is(WRITING_PONG, get(() -> insides.writing().invoke(link)))) {
                return Right.TAKEN;
            }
            Object answer = get(() -> insides.okToWrite().invoke(link, false, false, false));
            return is(GIVEN, answer) ? Right.GIVEN : is(WRITE_IN_PROGRESS, answer) ? Right.TAKEN : Right.NEVER;
        }
    }

    private static boolean is(String name, Object constant) {
        return constant instanceof Enum<?> one && one.name().equals(name);
    }

    void giveBack() {
        call(() -> insides.signalNotWriting().invoke(link));
    }

    /** Begins to write; true if all is written already, and nobody will be called back. */
    boolean write(ByteBuffer[] bytes, Callback callback) {
        Object buffers = insides.wrapAll(link, bytes);
        call(() -> insides.setBuffers().invoke(context, buffers));
        return call(() -> insides.write().invoke(context, ALL, proxyOf(callback), false, NO_TIMEOUT)) != null;
    }

    /** Told once by Liberty, on a thread of its own. */
    interface Callback {
        void complete();

        void error(Throwable cause);
    }

    private Object proxyOf(Callback callback) {
        Class<?> type = insides.callbackType();
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> told(callback, proxy, method, arguments));
    }

    private static @Nullable Object told(Callback callback, Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "complete" -> callback.complete();
            case "error" ->
                callback.error(arguments[2] instanceof Throwable cause ? cause : new IOException("the write failed"));
            case "equals" -> {
                return proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {
                return "what Canyon writes";
            }
        }
        return null;
    }

    /** Nothing more will be written; what was arrives, and then the end of the stream. */
    void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /**
     * Cuts the connection, whatever is being written: both sides of Liberty's hear that it has ended and give it up,
     * and what the kernel holds for the client is dropped with it.
     */
    void cut() {
        try {
            socket.setSoLinger(true, 0);
            socket.shutdownInput();
            socket.shutdownOutput();
        } catch (IOException e) {
            // It has ended already.
        }
    }
}
