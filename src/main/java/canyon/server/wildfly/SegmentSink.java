package canyon.server.wildfly;

import canyon.protocol.Segment;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import java.io.IOException;
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
