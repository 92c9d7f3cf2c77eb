package canyon.transport.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An asynchronous request, made of just what {@link AsyncBody} and its callers use; its client reads at once. */
public final class WaitingRequest {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;
    private @Nullable String type;
    private boolean answered;

    /** A GET that asks a session for packets. */
    public static WaitingRequest get(EngineSession session) {
        WaitingRequest request = new WaitingRequest();
        session.poll(request.poll(session, new Poll.Form(false, null)));
        return request;
    }

    Poll poll(EngineSession session, Poll.Form form) {
        return new Poll(context(), session.outbox(), PayloadCodec.of(session.version(), Integer.MAX_VALUE), form);
    }

    /** A POST that brings a session a body. */
    public static WaitingRequest post(EngineSession session, String body) {
        WaitingRequest request = new WaitingRequest();
        if (!session.beginPost()) {
            request.status = 500;
            request.answered = true;
            return request;
        }
        new Post(session, TestServer.SETTINGS.limits(), false).new Answer(request.context(), false)
                .complete(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    public boolean isAnswered() {
        return answered;
    }

    public String type() {
        return String.valueOf(type);
    }

    /** Status and body. */
    public String answer() {
        if (!answered) {
            throw new AssertionError("not answered");
        }
        return (status + " " + body.toString(StandardCharsets.UTF_8)).strip();
    }

    byte[] bytes() {
        return body.toByteArray();
    }

    private AsyncContext context() {
        return standIn(AsyncContext.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "getResponse" -> {
                    return response();
                }
                case "complete" -> answered = true;
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private HttpServletResponse response() {
        return standIn(HttpServletResponse.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "getOutputStream" -> {
                    return new Output();
                }
                case "setStatus" -> status = (int) arguments[0];
                case "setContentType" -> type = (String) arguments[0];
                case "setContentLength" -> body.reset();
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T standIn(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result = handler.invoke(proxy, method, args);
            return method.getReturnType() == void.class ? null : result;
        }));
    }

    private final class Output extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            try {
                listener.onWritePossible();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void write(int b) {
            body.write(b);
        }
    }
}
