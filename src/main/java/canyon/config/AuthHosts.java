package canyon.config;

import java.net.URI;
import java.util.ArrayList;
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
     * @throws IllegalArgumentException that names an entry which is none of these, unless there might be a password
     */
    public static AuthHosts parse(String list) {
        List<AuthHost> hosts = new ArrayList<>();
        for (String entry : Format.entries(list)) {
            try {
                hosts.add(AuthHost.parse(entry));
            } catch (IllegalArgumentException e) {
                // Of the whole list, because a password may hold a comma.
                String shown = list.contains("@") ? Secret.MASK : entry;
                throw new IllegalArgumentException("\"" + shown + "\" is no application: " + e.getMessage(), e);
            }
        }
        return of(List.copyOf(hosts));
    }

    /** Only the application at {@code url}, which {@link PublicUrl} has read. */
    static AuthHosts of(URI url) {
        return of(List.of(AuthHost.of(url)));
    }

    private static AuthHosts of(List<AuthHost> hosts) {
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
        boolean refers = referer != null && !referer.isBlank();
        String page = refers ? referer : origin;
        if (page == null) {
            return new Choice(first, "the first, for the client names no page");
        }
        String header = refers ? "Referer" : "Origin";
        OriginPattern from = originOf(page);
        if (from == null) {
            return new Choice(first, "the first, for the " + header + " names no page");
        }
        return hosts.stream()
                .filter(host -> host.matches(from))
                .findFirst()
                .map(host -> new Choice(host.urlFor(from), "matches the " + header + " " + from.text()))
                .orElseGet(() -> new Choice(first, "the first, for nothing matches the " + header + " " + from.text()));
    }

    private static @Nullable OriginPattern originOf(String page) {
        Matcher start = ORIGIN_OF_PAGE.matcher(page);
        OriginPattern origin = start.find() ? OriginPattern.parse(start.group()) : null;
        return origin != null && origin.isOrigin() && origin.hasUsablePort() ? origin : null;
    }

    /** Whether one of them has the host of a page's origin, whatever its scheme and port. */
    public boolean hasHost(String origin) {
        String name = Origins.hostOf(origin);
        return name != null && hosts.stream().anyMatch(host -> host.hasName(name));
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
