package canyon.http;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Headers in a form that HTTP can carry: JAX-RS clients differ in what they make of others, from an exception to a
 * second header.
 *
 * <p>RFC 9110, 5.1 and 5.5: a name is a token; a value has no control characters but the tab. What is not ASCII is for
 * clients to encode: the JDK's sends UTF-8, RESTEasy's ISO-8859-1.
 */
final class SendableHeaders {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0A-\\x1F\\x7F]*");

    /** Needs more than one byte in either encoding; a cookie of ours may stand beside it. */
    private static final Pattern FOREIGN = Pattern.compile("[^\\x00-\\xFF]");

    private SendableHeaders() {}

    static MultivaluedMap<String, Object> of(Map<String, String> headers) {
        MultivaluedMap<String, Object> sendable = new MultivaluedHashMap<>();
        headers.forEach((name, value) -> {
            if (NAME.matcher(name).matches() && VALUE.matcher(value).matches()) {
                sendable.putSingle(name, FOREIGN.matcher(value).replaceAll("?"));
            }
        });
        return sendable;
    }
}
