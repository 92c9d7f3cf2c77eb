package canyon.transport.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Long-polling, preflights and refusals; below its path the files of the client library. */
final class EngineServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Requests requests;
    private final transient ClientLibrary library;

    EngineServlet(Requests requests, ClientLibrary library) {
        this.requests = requests;
        this.library = library;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String file = request.getPathInfo();
        if (file != null && file.length() > 1) {
            library.serve(file.substring(1), request, response);
            return;
        }
        Optional<EngineError> refusal = requests.refusal(request);
        if (refusal.isPresent() && refusal.get() == EngineError.FORBIDDEN) {
            refuse(response, EngineError.FORBIDDEN);
            return;
        }
        if (Requests.callback(request) == null) {
            Requests.allowOrigin(request, response);
        }
        if (request.getMethod().equals("OPTIONS")) {
            answerPreflight(request, response);
        } else if (refusal.isPresent()) {
            refuse(response, refusal.get());
        } else if (!Query.of(request).has("sid")) {
            open(request, response);
        } else {
            go(request, response);
        }
    }

    private static void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
        String headers = request.getHeader("Access-Control-Request-Headers");
        response.setHeader("Access-Control-Allow-Methods", "GET,POST");
        if (headers != null) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** A handshake. */
    private void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            refuse(response, EngineError.BAD_HANDSHAKE_METHOD);
            return;
        }
        if (requests.transport(request).orElseThrow() == EngineTransport.WEBSOCKET) {
            refuse(response, EngineError.BAD_REQUEST);
            return;
        }
        Optional<EngineError> refusal = requests.handshakeRefusal(request);
        if (refusal.isPresent()) {
            refuse(response, refusal.get());
            return;
        }
        poll(requests.door().server().open(requests.handshake(request)), request, response);
    }

    /** A request of an open session. */
    private void go(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<EngineSession> session = requests.session(request);
        if (session.isEmpty()) {
            refuse(response, EngineError.UNKNOWN_SESSION);
        } else if (session.get().transport() != EngineTransport.POLLING) {
            refuse(response, EngineError.BAD_REQUEST);
        } else if (request.getMethod().equals("GET")) {
            poll(session.get(), request, response);
        } else if (request.getMethod().equals("POST")) {
            new Post(session.get(), requests.door().server().settings().limits(), Requests.callback(request) != null)
                    .receive(request, response);
        } else {
            refuse(response, EngineError.BAD_REQUEST);
        }
    }

    private static void poll(EngineSession session, HttpServletRequest request, HttpServletResponse response) {
        mark(session, response);
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        boolean textOnly = session.handshake().textOnly() || Query.of(request).has("b64");
        Poll poll = new Poll(
                async,
                session.outbox(),
                PayloadCodec.of(session.version(), Integer.MAX_VALUE),
                new Poll.Form(textOnly, Requests.callback(request)));
        async.addListener(new LostPoll(session));
        session.poll(poll);
    }

    /** Headers that every answer of a session carries, as recorded for each revision. */
    static void mark(EngineSession session, HttpServletResponse response) {
        if (session.version() == EngineVersion.V3) {
            response.setHeader(
                    "Set-Cookie", Requests.COOKIE + "=" + session.cookie() + "; Path=/; HttpOnly; SameSite=Strict");
        }
        response.setHeader("Cache-Control", "no-store");
    }

    static void refuse(HttpServletResponse response, EngineError error) throws IOException {
        response.setStatus(error.status());
        response.setContentType("application/json");
        response.getOutputStream().print(error.json());
    }
}
