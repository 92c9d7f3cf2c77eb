package canyon.config;

import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the host names that belong to an application. */
final class HostNames {
    private HostNames() {}

    /** Comma-separated, to lower case. @throws IllegalArgumentException if an entry is no host name alone */
    static Set<String> parse(String list) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String entry : Format.entries(list)) {
            OriginPattern host = OriginPattern.parse(entry);
            if (host == null || host.scheme() != null || host.subdomains() || host.port() >= 0) {
                throw new IllegalArgumentException("\"" + entry + "\" is no host name alone");
            }
            hosts.add(host.host());
        }
        return hosts;
    }
}
