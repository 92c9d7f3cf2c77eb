package canyon.dashboard.access;

import canyon.config.TrustedProxies;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the dashboard is.
 *
 * @param dev development mode
 * @param proxies whose word about an address, TLS and the host counts
 * @param publicUrl where browsers find it; null if nobody said so
 */
public record Site(
        boolean dev, TrustedProxies proxies, @Nullable URI publicUrl) {
    /** Whether the host, with its port if it has one, is the one of the public URL. */
    boolean isPublicHost(String host) {
        return publicUrl != null
                && plain(String.valueOf(publicUrl.getRawAuthority())).equals(plain(host));
    }

    /** Without a port that goes without saying, which some proxies add or leave out. */
    static String plain(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":(?:80|443)$", "");
    }
}
