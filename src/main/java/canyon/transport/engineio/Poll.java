package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.message.JsonText;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import canyon.transport.engineio.PayloadCodec.Payload;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A GET that waits for packets: a writer for one write. Its headers were set when it came; here it gets type and body.
 * Safe for use from any thread.
 */
final class Poll implements FrameWriter {
    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String BINARY = "application/octet-stream";

    private static final Completion IGNORED = new Completion() {
        @Override
        public void done() {}

        @Override
        public void failed(Throwable cause) {}
    };

    private final AsyncContext async;
    private final Outbox outbox;
    private final PayloadCodec codec;
    private final Form form;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile @Nullable AsyncBody sending;

    Poll(AsyncContext async, Outbox outbox, PayloadCodec codec, Form form) {
        this.async = async;
        this.outbox = outbox;
        this.codec = codec;
        this.form = form;
    }

    /**
     * How the client wants its answers.
     *
     * @param textOnly Base64 instead of binary
     * @param callback digits of the JSONP callback, or null
     */
    record Form(boolean textOnly, @Nullable String callback) {}

    /** False once an answer has begun. */
    boolean isOpen() {
        return open.get();
    }

    /** True while an answer is on its way. */
    boolean isSending() {
        AsyncBody body = sending;
        return body != null && !body.hasEnded();
    }

    /** Gives up a client that does not take its answer. */
    void cut() {
        AsyncBody body = sending;
        if (body != null) {
            body.cut();
        }
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        outbox.detach(this);
        if (open.compareAndSet(true, false)) {
            answer(segments, completion);
        } else {
            completion.failed(new IllegalStateException("the poll has been answered"));
        }
    }

    /** Ends the poll with nothing to tell. */
    void release() {
        answerIfOpen(EngineFrames.NOOP);
    }

    @Override
    public void close(CloseReason reason) {
        answerIfOpen(EngineFrames.CLOSE);
    }

    @Override
    public void abort(CloseReason reason) {
        answerIfOpen(EngineFrames.CLOSE);
    }

    /** Another poll waits already: engine.io answers with an empty 500. */
    void fail() {
        if (open.compareAndSet(true, false)) {
            response().setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            AsyncBody.send(async, new byte[0], IGNORED);
        }
    }

    void refuse(EngineError error) {
        if (open.compareAndSet(true, false)) {
            response().setStatus(error.status());
            response().setContentType("application/json");
            AsyncBody.send(async, error.json().getBytes(StandardCharsets.UTF_8), IGNORED);
        }
    }

    private void answerIfOpen(Segment segment) {
        if (open.compareAndSet(true, false)) {
            answer(List.of(segment), IGNORED);
        }
    }

    private void answer(List<Segment> segments, Completion completion) {
        List<Frame> frames =
                segments.stream().flatMap(segment -> segment.frames().stream()).toList();
        Payload payload = codec.encode(frames, form.textOnly() || form.callback() != null);
        response().setContentType(payload.isBinary() ? BINARY : TEXT);
        sending = AsyncBody.send(async, wrapped(payload), completion);
    }

    private byte[] wrapped(Payload payload) {
        if (form.callback() == null) {
            return payload.bytes();
        }
        // Line and paragraph separators end a string in older JavaScript.
        String argument = JsonText.ofString(new String(payload.bytes(), StandardCharsets.UTF_8))
                .text()
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
        return ("___eio[" + form.callback() + "](" + argument + ");").getBytes(StandardCharsets.UTF_8);
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) async.getResponse();
    }
}
