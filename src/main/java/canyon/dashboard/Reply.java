package canyon.dashboard;

import canyon.message.JsonText;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Makes answers, which nobody may keep. */
final class Reply {
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int INVALID = 422;
    static final int UNAVAILABLE = 503;

    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final String JSON = "application/json; charset=utf-8";

    private Reply() {}

    static Response ok(Document document) {
        return with(200, document.json());
    }

    static Response created(Document document) {
        return with(CREATED, document.json());
    }

    static Response accepted() {
        return with(ACCEPTED, JsonText.EMPTY_OBJECT);
    }

    static Response done() {
        return kept(Response.status(NO_CONTENT));
    }

    static Response error(int status, String error) {
        return with(status, new Document().put("error", error).json());
    }

    private static Response with(int status, JsonText json) {
        return kept(Response.status(status)
                .entity(json.text().getBytes(StandardCharsets.UTF_8))
                .type(JSON));
    }

    private static Response kept(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
