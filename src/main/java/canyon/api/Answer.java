package canyon.api;

import canyon.message.JsonText;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Makes responses. Their type is set here and not by {@code @Produces}, because laravel-echo-server answered JSON
 * whatever the client said it would accept.
 */
final class Answer {
    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/html; charset=utf-8";

    private Answer() {}

    static Response ok(Object document) {
        return Response.ok(document).type(JSON).build();
    }

    static Response ok(JsonText document) {
        return Response.ok(bytes(document)).type(JSON).build();
    }

    static Response error(int status, String error) {
        return Response.status(status)
                .entity(bytes(errorDocument(error)))
                .type(JSON)
                .build();
    }

    static Response refusal(RefusedRequestException refused) {
        Response answer = error(refused.status(), refused.answer());
        return refused.pause().isZero()
                ? answer
                : Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, refused.pause().toSeconds())
                        .build();
    }

    /** {@code {"error":"…"}} */
    static JsonText errorDocument(String error) {
        return JsonText.ofMembers(Map.of("error", JsonText.ofString(error)));
    }

    /** Tells which methods a path has. The header has blanks, because Payara puts them there anyway. */
    static Response methods(String... methods) {
        return Response.ok(String.join(",", methods).getBytes(StandardCharsets.UTF_8))
                .type(TEXT)
                .header(HttpHeaders.ALLOW, String.join(", ", methods))
                .build();
    }

    static byte[] bytes(JsonText document) {
        return document.text().getBytes(StandardCharsets.UTF_8);
    }
}
