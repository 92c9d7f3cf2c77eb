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
    static AuthHost parse(String text) {
        if (text.startsWith(".") && OriginPattern.parse(text.substring(1)) != null && !text.contains(":")) {
            return new AuthHost(text, null, null, text.toLowerCase(Locale.ROOT));
        }
        URI url = text.contains("://") ? PublicUrl.parse(text.replaceFirst("/+$", "")) : null;
        OriginPattern origin = OriginPattern.parse(url == null ? text : url.getScheme() + "://" + url.getAuthority());
        if (origin == null || (url != null && !origin.isOrigin())) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is no application: write http://host:port, https://host:port, host:port or .domain");
        }
        return new AuthHost(text, url, origin, null);
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
