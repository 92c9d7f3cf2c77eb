package canyon.dashboard.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer of which a test says when the browser takes something. */
final class TestAnswer extends ServletOutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private @Nullable WriteListener listener;
    boolean ready = true;
    int flushes;
    int completions;

    /** A stream that writes to it, which has begun. */
    Stream stream() throws Exception {
        Stream stream = new Stream(context());
        stream.begin();
        Objects.requireNonNull(listener).onWritePossible();
        return stream;
    }

    private AsyncContext context() {
        ServletResponse response = proxy(ServletResponse.class, () -> this);
        return proxy(AsyncContext.class, () -> response);
    }

    /** Gives the same to whoever asks for anything. */
    private <T> T proxy(Class<T> type, Supplier<Object> answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("complete")) {
                        completions++;
                    }
                    return method.getReturnType() == void.class ? null : answer.get();
                }));
    }

    void take() throws Exception {
        ready = true;
        Objects.requireNonNull(listener).onWritePossible();
    }

    String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void setWriteListener(WriteListener writeListener) {
        listener = writeListener;
    }

    @Override
    public void write(int b) {
        written.write(b);
    }

    @Override
    public void flush() {
        flushes++;
    }
}
