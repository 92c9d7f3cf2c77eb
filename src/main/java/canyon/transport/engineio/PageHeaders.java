package canyon.transport.engineio;

import org.jspecify.annotations.Nullable;

/**
 * Headers of a handshake that tell which page it comes from and who the page's user is.
 *
 * @param cookie all of them, as sent
 * @param origin of the page, if it is a browser's; for a script of JSONP, which has none, that of the page it stands on
 * @param host that the client meant, perhaps with a port
 * @param userAgent as {@link canyon.connection.UserAgents} gives it
 */
public record PageHeaders(
        @Nullable String cookie,
        @Nullable String origin,
        @Nullable String referer,
        @Nullable String host,
        @Nullable String userAgent) {
    /** A client that says nothing. */
    static final PageHeaders NONE = new PageHeaders(null, null, null, null, null);

    @Override
    public String toString() {
        return "page of " + origin;
    }
}
