package canyon.config;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Laravel applications that may be asked who may join a channel; from {@code canyon.auth.host}. Never empty. */
public final class AuthHosts {
    private static final Pattern ORIGIN_OF_PAGE = Pattern.compile("^https?://[^/?#\\\\]+", Pattern.CASE_INSENSITIVE);

    private final List<AuthHost> hosts;
    private final URI first;

    private AuthHosts(List<AuthHost> hosts, URI first) {
        this.hosts = hosts;
        this.first = first;
    }

    /**
     * Reads a list of {@code https://shop.test}, {@code shop.test:8080} or {@code .shop.test}. The first must be a URL,
     * because it is asked on behalf of clients that come from nowhere.
     *
     * @throws IllegalArgumentException if an entry is none of these
     */
    public static AuthHosts parse(String list) {
        List<AuthHost> hosts =
                Format.entries(list).stream().map(AuthHost::parse).toList();
        URI first = hosts.get(0).url();
        if (first == null) {
            throw new IllegalArgumentException(
                    "\"" + hosts.get(0) + "\" stands first and so must be a URL with http:// or https://");
        }
        return new AuthHosts(hosts, first);
    }

    /**
     * Whom to ask on behalf of a client, never anybody who is not configured. The page that it came from decides
     * (Referer, else Origin), as in laravel-echo-server, but without a match the first host is asked, not the last.
     */
    public Choice choose(@Nullable String referer, @Nullable String origin) {
        boolean refers = referer != null;
        Matcher page = ORIGIN_OF_PAGE.matcher(refers ? referer : origin == null ? "" : origin);
        if (!page.find()) {
            return new Choice(first, "the first, for the client names no page");
        }
        OriginPattern from = OriginPattern.parse(page.group());
        String named = (refers ? "Referer " : "Origin ") + page.group();
        if (from != null && from.isOrigin()) {
            for (AuthHost host : hosts) {
                if (host.matches(from)) {
                    return new Choice(host.urlFor(from), "matches the " + named);
                }
            }
        }
        return new Choice(first, "the first, for nothing matches the " + named);
    }

    /** Whether one of them has this name, whatever its scheme and port. */
    public boolean hasHost(String origin) {
        OriginPattern from = OriginPattern.parse(origin);
        return from != null && hosts.stream().anyMatch(host -> host.hasName(from.host()));
    }

    /** As written in the configuration. */
    @Override
    public String toString() {
        return String.join(",", hosts.stream().map(AuthHost::toString).toList());
    }

    /**
     * Whom to ask.
     *
     * @param url without a slash at its end
     * @param reason for people, on one line
     */
    public record Choice(URI url, String reason) {}
}
