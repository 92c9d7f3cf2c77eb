package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter.Completion;
import canyon.protocol.MalformedMessageException;
import canyon.transport.BodyReader;
import canyon.transport.LostBody;
import canyon.transport.engineio.EngineSettings.EngineLimits;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A POST that brings packets, read without blocking for the client. */
final class Post {
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

    private final EngineSession session;
    private final EngineLimits limits;
    private final boolean form;

    /** @param form the packets stand in the field {@code d} of a form, as JSONP sends them */
    Post(EngineSession session, EngineLimits limits, boolean form) {
        this.session = session;
        this.limits = limits;
        this.form = form;
    }

    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getContentLengthLong() > limits.maxPayload()) {
            session.close(CloseReason.TOO_BIG);
            EngineServlet.refuse(response, EngineError.TOO_BIG);
            return;
        }
        if (!session.beginPost()) {
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            return;
        }
        EngineServlet.mark(session, response);
        String type = request.getContentType();
        boolean binary = type != null && type.startsWith("application/octet-stream");
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(limits.writeTimeout().toMillis());
        Answer answer = new Answer(async, binary);
        BodyReader reader = new BodyReader(request.getInputStream(), limits.maxPayload(), answer);
        async.addListener(new LostBody(reader));
        request.getInputStream().setReadListener(reader);
    }

    private List<EnginePacket> packets(byte[] body, boolean binary) throws MalformedMessageException {
        PayloadCodec codec = PayloadCodec.of(session.version(), limits.packetsPerPayload());
        if (binary) {
            return codec.decodeBinary(body);
        }
        String text = Utf8.decode(body);
        return codec.decode(form ? unwrapped(text) : text);
    }

    /** JSONP clients escape new lines, since forms change them. */
    private static String unwrapped(String body) throws MalformedMessageException {
        if (!body.startsWith("d=")) {
            throw new MalformedMessageException("the field d is missing");
        }
        try {
            return URLDecoder.decode(body.substring(2), StandardCharsets.UTF_8)
                    .replaceAll("(?<!\\\\)\\\\n", "\n")
                    .replace("\\\\n", "\\n");
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("the field d is not URL-encoded", e);
        }
    }

    /** Carries out what the body says and answers. */
    final class Answer implements BodyReader.Receiver, Completion {
        private final AsyncContext async;
        private final boolean binary;

        Answer(AsyncContext async, boolean binary) {
            this.async = async;
            this.binary = binary;
        }

        @Override
        public void complete(byte[] body) {
            try {
                for (EnginePacket packet : packets(body, binary)) {
                    session.receive(packet);
                }
                ok();
            } catch (MalformedMessageException e) {
                session.close(CloseReason.MALFORMED);
                refuseMalformed();
            } catch (RuntimeException e) {
                System.getLogger(Post.class.getName())
                        .log(System.Logger.Level.WARNING, "a polling request failed, its session is closed", e);
                session.close(CloseReason.SERVER_FAULT);
                error(EngineError.BAD_REQUEST);
            }
        }

        /** Revision 3 answers as if nothing had happened and only then closes; so did the recorded server. */
        private void refuseMalformed() {
            if (session.version() == EngineVersion.V3) {
                ok();
            } else {
                error(EngineError.BAD_REQUEST);
            }
        }

        @Override
        public void tooBig() {
            session.close(CloseReason.TOO_BIG);
            error(EngineError.TOO_BIG);
        }

        @Override
        public void broken(Throwable cause) {
            session.close(CloseReason.TRANSPORT_LOST);
            async.complete();
        }

        private void ok() {
            session.endPost();
            async.getResponse().setContentType("text/html");
            AsyncBody.send(async, OK, this);
        }

        private void error(EngineError error) {
            HttpServletResponse response = (HttpServletResponse) async.getResponse();
            response.setStatus(error.status());
            response.setContentType("application/json");
            AsyncBody.send(async, error.json().getBytes(StandardCharsets.UTF_8), this);
        }

        @Override
        public void done() {}

        @Override
        public void failed(Throwable cause) {
            session.close(CloseReason.TRANSPORT_LOST);
        }
    }
}
