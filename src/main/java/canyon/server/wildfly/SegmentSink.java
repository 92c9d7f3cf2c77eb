package canyon.server.wildfly;

import static java.lang.invoke.MethodType.methodType;
import static java.util.Objects.requireNonNull;

import canyon.protocol.Segment;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.ByteBuffer;

/** A "frame" of Undertow whose body is complete frames already: the header that Undertow asks for stays away. */
final class SegmentSink extends StreamSinkFrameChannel {
    private final Segment segment;
    private final Once once;

    SegmentSink(WebSocketChannel channel, Segment segment, Once once) {
        super(channel, WebSocketFrameType.TEXT);
        this.segment = segment;
        this.once = once;
    }

    /**
     * Looks for what is used of Undertow, which the JVM would miss only when something is sent.
     *
     * @throws IllegalStateException if something is not there, or not as it was
     */
    static void checkInsides() {
        try {
            Lookup lookup = MethodHandles.lookup();
            requireNonNull(StreamSinkFrameChannel.class.getDeclaredConstructor(
                    WebSocketChannel.class, WebSocketFrameType.class));
            lookup.findVirtual(SegmentSink.class, "sendInternal", methodType(boolean.class, PooledByteBuffer.class));
            lookup.findVirtual(SegmentSink.class, "shutdownWrites", methodType(void.class));
            Class<?> told = StreamSinkFrameChannel.class.getSuperclass();
            requireNonNull(told.getDeclaredMethod("handleFlushComplete", boolean.class));
            requireNonNull(told.getDeclaredMethod("markBroken"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the insides of Undertow have changed: " + e, e);
        }
    }

    void send() throws IOException {
        if (!sendInternal(new Body(segment.webSocketBytes()))) {
            throw new IOException("Undertow does not take the frame");
        }
        shutdownWrites();
    }

    @Override
    protected void handleFlushComplete(boolean finalFrame) {
        once.partDone();
    }

    @Override
    public void markBroken() {
        try {
            super.markBroken();
        } finally {
            once.failed(new IOException("the connection is broken"));
        }
    }

    /** Not from a pool: others write the same bytes at the same time. */
    private static final class Body implements PooledByteBuffer {
        private final ByteBuffer buffer;
        private boolean open = true;

        Body(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getBuffer() {
            return buffer;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }
}
