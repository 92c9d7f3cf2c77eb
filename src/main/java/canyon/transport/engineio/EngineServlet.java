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

    private final transient EngineDoor door;
    private final transient ClientLibrary library;

    EngineServlet(EngineDoor door, ClientLibrary library) {
        this.door = door;
        this.library = library;
    }

    @Override
    protected void service(HttpServletRequest http, HttpServletResponse response) throws IOException {
        String file = http.getPathInfo();
        if (file != null && file.length() > 1) {
            library.serve(file.substring(1), http, response);
            return;
        }
        EngineRequest request = EngineRequest.of(door, http);
        if (request.isForeign()) {
            refuse(response, EngineError.FORBIDDEN);
            return;
        }
        // A script has no origin.
        if (request.callback() == null) {
            request.allowOrigin(response);
        }
        if (http.getMethod().equals("OPTIONS")) {
            answerPreflight(http, response);
            return;
        }
        Optional<EngineTransport> transport = request.transport();
        if (transport.isEmpty()) {
            refuse(response, EngineError.UNKNOWN_TRANSPORT);
        } else if (request.namesSession()) {
            go(request, response);
        } else {
            open(request, transport.get(), response);
        }
    }

    private static void answerPreflight(HttpServletRequest http, HttpServletResponse response) {
        String headers = http.getHeader("Access-Control-Request-Headers");
        response.setHeader("Access-Control-Allow-Methods", "GET,POST");
        if (headers != null) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** A handshake. */
    private void open(EngineRequest request, EngineTransport transport, HttpServletResponse response)
            throws IOException {
        Optional<EngineError> refusal = request.handshakeRefusal();
        if (!request.http().getMethod().equals("GET")) {
            refuse(response, EngineError.BAD_HANDSHAKE_METHOD);
        } else if (transport == EngineTransport.WEBSOCKET) {
            refuse(response, EngineError.BAD_REQUEST);
        } else if (refusal.isPresent()) {
            refuse(response, refusal.get());
        } else {
            poll(door.server().open(request.handshake()), request, response);
        }
    }

    /** A request of an open session. */
    private void go(EngineRequest request, HttpServletResponse response) throws IOException {
        Optional<EngineSession> session = request.session();
        String method = request.http().getMethod();
        if (session.isEmpty()) {
            refuse(response, EngineError.UNKNOWN_SESSION);
        } else if (session.get().transport() != EngineTransport.POLLING) {
            refuse(response, EngineError.BAD_REQUEST);
        } else if (method.equals("GET")) {
            poll(session.get(), request, response);
        } else if (method.equals("POST")) {
            new Post(session.get(), door.server().settings().limits(), request.callback() != null)
                    .receive(request.http(), response);
        } else {
            refuse(response, EngineError.BAD_REQUEST);
        }
    }

    private static void poll(EngineSession session, EngineRequest request, HttpServletResponse response) {
        mark(session, response);
        AsyncContext async = request.http().startAsync(request.http(), response);
        async.setTimeout(0);
        async.addListener(new LostPoll(session));
        session.poll(new Poll(
                async,
                session.outbox(),
                PayloadCodec.of(session.version(), Integer.MAX_VALUE),
                new Poll.Form(session.handshake().textOnly() || request.wantsText(), request.callback())));
    }

    /** Headers that every answer of a session carries, as recorded for each revision. */
    static void mark(EngineSession session, HttpServletResponse response) {
        if (session.version() == EngineVersion.V3) {
            response.setHeader(
                    "Set-Cookie",
                    EngineRequest.COOKIE + "=" + session.cookie() + "; Path=/; HttpOnly; SameSite=Strict");
        }
        response.setHeader("Cache-Control", "no-store");
    }

    static void refuse(HttpServletResponse response, EngineError error) throws IOException {
        error.mark(response);
        response.setContentType("application/json");
        response.getOutputStream().print(error.json());
    }
}
