package canyon.api;

import jakarta.ws.rs.core.Response;

/**
 * Makes responses. Their type is set here and not by {@code @Produces}, because laravel-echo-server answered JSON
 * whatever the client said it would accept.
 */
final class Answer {
    private static final String JSON = "application/json; charset=utf-8";

    private Answer() {}

    static Response ok(Object document) {
        return Response.ok(document).type(JSON).build();
    }

    static Response error(int status, String error) {
        return Response.status(status)
                .entity(new ErrorDocument(error))
                .type(JSON)
                .build();
    }

    /** {@code {"error":"…"}} */
    public record ErrorDocument(String error) {}

    /** {@code {"message":"…"}} */
    public record MessageDocument(String message) {}
}
