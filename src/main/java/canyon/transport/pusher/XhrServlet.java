package canyon.transport.pusher;

import canyon.transport.BodyReader;
import canyon.transport.JsonErrors;
import canyon.transport.LostBody;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What pusher-js falls back to where WebSockets do not get through: {@code xhr_streaming} and {@code xhr_polling}, with
 * the frames of SockJS but a life of their own.
 */
final class XhrServlet extends HttpServlet {
    static final String PATH = "/pusher/app";

    private static final long serialVersionUID = 1L;

    private static final String OPENED = "o{}\n";

    private final transient PusherDoor door;
    private final transient Map<String, XhrSession> sessions;

    XhrServlet(PusherDoor door) {
        this.door = door;
        this.sessions = door.server().fallbacks();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        allowOrigin(request, response);
        // Some servers take what follows a semicolon out of the path; no path of ours has one.
        Optional<XhrPath> path =
                request.getRequestURI().contains(";") ? Optional.empty() : XhrPath.parse(request.getPathInfo());
        if (path.isEmpty()) {
            JsonErrors.send(response, HttpServletResponse.SC_NOT_FOUND, "Not found");
        } else if (request.getMethod().equals("OPTIONS")) {
            answerPreflight(response);
        } else if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "OPTIONS, POST");
            JsonErrors.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed");
        } else if (path.get().verb() == XhrPath.Verb.SEND) {
            hear(path.get(), request, response);
        } else {
            tell(path.get(), request, response);
        }
    }

    /** Whoever may not connect is told so in the answer, which its page must be able to read. */
    private static void allowOrigin(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        response.setHeader("Access-Control-Allow-Origin", origin == null ? "*" : origin);
        response.addHeader("Vary", "Origin");
        response.setHeader("Cache-Control", "no-store");
    }

    private static void answerPreflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", "OPTIONS, POST");
        response.setHeader("Access-Control-Allow-Headers", "Content-Type");
        response.setHeader("Access-Control-Max-Age", "86400");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** A request that waits for messages; the first of its session opens it. */
    private void tell(XhrPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        XhrSession known = sessions.get(path.id());
        if (known == null && !door.server().isAccepting()) {
            PusherFilter.refuse(response);
            return;
        }
        Hello hello = Hello.ofFallback(request, path, door.proxies());
        response.setContentType("application/javascript; charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        boolean once = path.verb() == XhrPath.Verb.POLL;
        if (known != null) {
            attach(known, new XhrReceive(async, once, ""));
            return;
        }
        XhrReceive first = new XhrReceive(async, once, OPENED);
        door.server().open(hello, client -> {
            XhrSession session = new XhrSession(client, forgotten -> {
                sessions.remove(path.id(), forgotten);
                door.server().monitor().forget(forgotten);
            });
            sessions.put(path.id(), session);
            door.server().monitor().watch(session);
            attach(session, first);
        });
    }

    private static void attach(XhrSession session, XhrReceive receive) {
        receive.begin(session);
        session.attach(receive);
    }

    /** A request that brings messages. */
    private void hear(XhrPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        XhrSession session = sessions.get(path.id());
        if (session == null) {
            door.server().strayed(path.id());
            JsonErrors.send(response, HttpServletResponse.SC_NOT_FOUND, "Session unknown");
            return;
        }
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(door.server().settings().writeTimeout().toMillis());
        XhrSend send = new XhrSend(async, session);
        BodyReader reader =
                new BodyReader(request.getInputStream(), session.client().maxMessageBytes(), send);
        async.addListener(new LostBody(reader));
        request.getInputStream().setReadListener(reader);
    }
}
