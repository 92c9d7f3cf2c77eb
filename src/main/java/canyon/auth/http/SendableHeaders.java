package canyon.auth.http;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Leaves out what HTTP cannot carry: clients differ in what they make of it, from an exception to a changed value.
 *
 * <p>RFC 9110, 5.1 and 5.5: a name is a token; a value has no control characters but the tab and is of one-byte
 * characters.
 */
final class SendableHeaders {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\xA0-\\xFF]*");

    private SendableHeaders() {}

    static MultivaluedMap<String, Object> of(Map<String, String> headers) {
        MultivaluedMap<String, Object> sendable = new MultivaluedHashMap<>();
        headers.forEach((name, value) -> {
            if (NAME.matcher(name).matches() && VALUE.matcher(value).matches()) {
                sendable.putSingle(name, value);
            }
        });
        return sendable;
    }
}
