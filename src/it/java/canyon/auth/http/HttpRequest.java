package canyon.auth.http;

import java.util.List;
import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param headers by name in lower case
 */
record HttpRequest(String line, Map<String, List<String>> headers, String body) {}
