package canyon.dashboard;

import canyon.config.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Under which URL clients reach Canyon, without a slash at its end. */
@RequestScoped
public class OwnUrl {
    /** RFC 3986, section 3.2: a name or an address, and perhaps a port. */
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");

    @Inject
    Settings settings;

    @Inject
    HttpServletRequest request;

    /** The configured one, else {@link #ofRequest}. */
    URI url() throws RefusalException {
        Optional<URI> configured = configured();
        return configured.isPresent() ? configured.get() : ofRequest();
    }

    Optional<URI> configured() {
        return Optional.ofNullable(settings.publicUrl()).map(url -> URI.create(withoutSlash(url.toString())));
    }

    /** Under which this request came, also behind a trusted proxy. */
    URI ofRequest() throws RefusalException {
        boolean isTrusted = settings.proxies().trusts(request.getRemoteAddr());
        String host = isTrusted ? request.getHeader("X-Forwarded-Host") : null;
        if (host == null || !HOST.matcher(host).matches()) {
            host = request.getHeader("Host");
        }
        if (host == null || !HOST.matcher(host).matches()) {
            throw RefusalException.invalid("The request names no usable host: set canyon.public-url");
        }
        boolean isSecure = request.isSecure() || (isTrusted && isHttps(request.getHeader("X-Forwarded-Proto")));
        return URI.create((isSecure ? "https://" : "http://") + host + withoutSlash(request.getContextPath()));
    }

    private static boolean isHttps(@Nullable String proto) {
        return proto != null && proto.strip().matches("(?i)https|wss");
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
