package canyon.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Paths of requests. Servers pass them on as they came, as long as they can make anything of them. */
final class RequestPath {
    private static final int BAD_REQUEST = 400;

    private RequestPath() {}

    /**
     * The same path for JAX-RS, which takes what follows a semicolon for a parameter of its own.
     *
     * @throws RefusedRequestException if it is no URI (RFC 3986), or its escapes are not UTF-8
     */
    static String plain(String path) throws RefusedRequestException {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(path)) {
            throw refused("characters that need escapes");
        }
        try {
            new URI(path);
            // Each escape becomes the character with the number of its byte.
            byte[] bytes = URLDecoder.decode(path, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (URISyntaxException e) {
            throw refused(e.getReason() + " at " + e.getIndex());
        } catch (CharacterCodingException e) {
            throw refused("escapes that are not UTF-8");
        }
        return path.replace(";", "%3B");
    }

    /**
     * The paths that the client of a signed request may have signed. Libraries differ in whether they sign escapes, and
     * PHP's leaves its {@code path} option out.
     *
     * @param path as it came, with the context path
     * @param context path of the web application, empty for the root
     * @param prefix that a proxy takes off, empty for none
     */
    static Set<String> signable(String path, String context, String prefix) {
        String own = path.startsWith(context) ? path.substring(context.length()) : path;
        Set<String> paths = new LinkedHashSet<>();
        for (String whole : List.of(path, own, prefix + own)) {
            paths.add(whole);
            paths.add(URLDecoder.decode(whole.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return paths;
    }

    private static RefusedRequestException refused(String why) {
        return new RefusedRequestException(BAD_REQUEST, "The path must be a URI: " + why);
    }
}
