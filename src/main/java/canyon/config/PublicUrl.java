package canyon.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Reads the URL under which clients reach Canyon. */
final class PublicUrl {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private PublicUrl() {}

    /** {@code text} for messages; with an {@code @} in it, it may hold a password. */
    static String mask(String text) {
        return text.contains("@") ? Secret.MASK : text;
    }

    /**
     * Reads an absolute URL.
     *
     * @throws IllegalArgumentException with a reason that does not quote {@code text}, which might hold a password
     */
    static URI parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + e.getReason() + " at character " + e.getIndex(), e);
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("not an http or https URL with a host");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("must not hold a user, a query or a fragment");
        }
        origin(url);
        return url;
    }

    /**
     * The origin that pages of {@code url} have.
     *
     * @throws IllegalArgumentException if its host or its port cannot be
     */
    static OriginPattern origin(URI url) {
        OriginPattern origin = OriginPattern.parse(url.getScheme() + "://" + url.getAuthority());
        if (origin == null || !origin.hasUsablePort()) {
            throw new IllegalArgumentException("its host or its port cannot be");
        }
        return origin;
    }
}
