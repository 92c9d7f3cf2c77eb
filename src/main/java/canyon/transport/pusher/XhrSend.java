package canyon.transport.pusher;

import canyon.connection.CloseReason;
import canyon.transport.BodyReader;
import canyon.transport.JsonErrors;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** A request that brings messages of one client. Called by one container thread at a time. */
final class XhrSend implements BodyReader.Receiver {
    private static final Logger LOG = System.getLogger(XhrSend.class.getName());

    private final AsyncContext async;
    private final XhrSession session;

    XhrSend(AsyncContext async, XhrSession session) {
        this.async = async;
        this.session = session;
    }

    @Override
    public void complete(byte[] body) {
        if (session.say(new String(body, StandardCharsets.UTF_8))) {
            answer(HttpServletResponse.SC_NO_CONTENT, "");
        } else {
            answer(HttpServletResponse.SC_BAD_REQUEST, "The body must be a JSON array of strings");
        }
    }

    @Override
    public void tooBig() {
        session.client().close(CloseReason.TOO_BIG);
        int most = session.client().maxMessageBytes();
        answer(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "A message has at most " + most + " bytes");
    }

    /** Only this request is lost: the next one may get through. */
    @Override
    public void broken(Throwable cause) {
        LOG.log(Level.DEBUG, "a message did not arrive: {0}", cause);
        async.complete();
    }

    private void answer(int status, String error) {
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        try {
            if (error.isEmpty()) {
                response.setStatus(status);
            } else {
                JsonErrors.send(response, status, error);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "an answer did not arrive: {0}", e);
        } finally {
            async.complete();
        }
    }
}
