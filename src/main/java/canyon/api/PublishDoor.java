package canyon.api;

import canyon.app.App;
import canyon.broker.Census;
import canyon.config.Settings;
import canyon.message.Broadcast;
import canyon.message.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events: {@code POST /apps/{id}/events} as Pusher documents it and as it was recorded from
 * laravel-echo-server, and Pusher's {@code POST /apps/{id}/batch_events}, all or none. It answers before JAX-RS, whose
 * way to a resource costs more than all that is done there. Safe for use from any thread.
 */
@ApplicationScoped
public class PublishDoor {
    private static final Logger LOG = System.getLogger(PublishDoor.class.getName());
    private static final Pattern PATH = Pattern.compile("/apps/([^/]+)/(events|batch_events)/?");
    private static final JsonText PUBLISHED = new JsonText("{\"message\":\"ok\"}");
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL_ERROR = 500;

    @Inject
    Access access;

    @Inject
    Publications publications;

    @Inject
    Idempotency idempotency;

    @Inject
    Census census;

    @Inject
    Settings settings;

    @Inject
    ApiMeter meter;

    /**
     * Answers, if it is asked at one of its paths.
     *
     * @param path without the context's, plain
     * @return false if the request is somebody else's
     */
    boolean answers(HttpServletRequest request, String path, HttpServletResponse response) throws IOException {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return false;
        }
        switch (request.getMethod()) {
            case "POST" -> post(request, matcher, response);
            case "OPTIONS" -> ServletAnswer.methods(response, "POST");
            default -> {
                response.setHeader("Allow", "POST");
                ServletAnswer.error(response, METHOD_NOT_ALLOWED, "Method not allowed");
            }
        }
        return true;
    }

    private void post(HttpServletRequest request, Matcher path, HttpServletResponse response) throws IOException {
        String id = URLDecoder.decode(path.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        Caller caller = new Caller();
        meter.called(caller, request, answer(request, response, id, path.group(2), caller));
    }

    /** Returns the bytes of the answer's body. */
    private int answer(HttpServletRequest request, HttpServletResponse response, String id, String kind, Caller caller)
            throws IOException {
        JsonText document;
        try {
            document = publish(request, id, kind, caller);
        } catch (RefusedRequestException e) {
            return ServletAnswer.refusal(response, e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request to the HTTP API failed", e);
            return ServletAnswer.error(response, INTERNAL_ERROR, "Internal error");
        }
        return ServletAnswer.send(response, HttpServletResponse.SC_OK, document);
    }

    /** The body is read as it is: a form's content type changes nothing. */
    private JsonText publish(HttpServletRequest request, String id, String kind, Caller caller)
            throws RefusedRequestException {
        InputStream stream;
        try {
            stream = request.getInputStream();
        } catch (IOException e) {
            throw new RefusedRequestException(BAD_REQUEST, "The body could not be read");
        }
        Optional<byte[]> read = access.admit(request, id, stream, caller);
        byte[] body = read.isPresent()
                ? read.get()
                : RequestBody.read(stream, settings.limits().httpBodyBytes());
        String key = request.getHeader(Idempotency.HEADER);
        if (kind.equals("batch_events")) {
            return batch(caller, body, key);
        }
        return caller.isSigned() ? trigger(caller, body, key) : publish(caller.app(), body);
    }

    private JsonText publish(App app, byte[] body) throws RefusedRequestException {
        publications.publish(app, PublishRequest.parse(body, app).broadcasts());
        return PUBLISHED;
    }

    private JsonText trigger(Caller caller, byte[] body, @Nullable String idempotencyKey)
            throws RefusedRequestException {
        App app = caller.app();
        Map<String, JsonText> members = Members.of(caller.query(), body);
        return idempotency.once(Idempotency.Key.of(app, "events", idempotencyKey, members), () -> {
            Trigger trigger = Trigger.parse(members, app);
            publications.publish(app, trigger.broadcasts());
            return TriggerDocuments.of(trigger, census);
        });
    }

    private JsonText batch(Caller caller, byte[] body, @Nullable String idempotencyKey) throws RefusedRequestException {
        App app = caller.app();
        Map<String, JsonText> members = Members.of(caller.query(), body);
        return idempotency.once(Idempotency.Key.of(app, "batch_events", idempotencyKey, members), () -> {
            List<Trigger> batch = Trigger.batch(members, app);
            List<Broadcast> broadcasts = batch.stream()
                    .flatMap(trigger -> trigger.broadcasts().stream())
                    .toList();
            publications.publish(app, broadcasts);
            return TriggerDocuments.of(batch, census);
        });
    }
}
