package canyon.config;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One application that may be asked.
 *
 * @param text as configured
 * @param url without a slash at its end; null for a name alone
 * @param origin what a page's origin must match; null for the names below a domain
 * @param domain with its dot in front, in lower case, such as {@code .shop.test}; null for a single name
 */
record AuthHost(
        String text,
        @Nullable URI url,
        @Nullable OriginPattern origin,
        @Nullable String domain) {
    /** @throws IllegalArgumentException with a reason that does not quote {@code text}, which might hold a password */
    static AuthHost parse(String text) {
        return text.contains("://") ? of(PublicUrl.parse(text)) : named(text);
    }

    /** @param url as {@link PublicUrl} has read it */
    static AuthHost of(URI url) {
        String text = url.toString();
        return new AuthHost(text, URI.create(text.replaceFirst("/+$", "")), PublicUrl.origin(url), null);
    }

    private static AuthHost named(String text) {
        boolean isDomain = text.startsWith(".");
        OriginPattern name = OriginPattern.parse(isDomain ? text.substring(1) : text);
        if (name == null || name.subdomains() || !name.hasUsablePort() || (isDomain && name.port() >= 0)) {
            throw new IllegalArgumentException("write http://host:port, https://host:port, host:port or .domain");
        }
        return isDomain
                ? new AuthHost(text, null, null, text.toLowerCase(Locale.ROOT))
                : new AuthHost(text, null, name, null);
    }

    boolean matches(OriginPattern page) {
        return origin == null ? hasName(page.host()) : origin.matches(page);
    }

    /** As in laravel-echo-server a domain stands for the names with one label more. */
    boolean hasName(String host) {
        int dot = host.indexOf('.');
        return origin == null
                ? dot >= 0 && host.substring(dot).equals(domain)
                : origin.host().equals(host);
    }

    /** Where the application is that a page belongs to which matches. */
    URI urlFor(OriginPattern page) {
        return url != null ? url : URI.create(page.text());
    }

    @Override
    public String toString() {
        return text;
    }
}
