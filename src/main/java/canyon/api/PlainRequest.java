package canyon.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as laravel-echo-server read it. It never looked at the types that a client says it sends and wants; JAX-RS
 * looks before anything else, and answers in HTML, with a stack trace in the log, what it cannot read. And a semicolon
 * belongs to a channel's name; JAX-RS drops what follows it.
 */
final class PlainRequest extends HttpServletRequestWrapper {
    private final String path;

    /** @throws RefusedRequestException if the path is none */
    PlainRequest(HttpServletRequest request) throws RefusedRequestException {
        super(request);
        path = RequestPath.plain(request.getRequestURI());
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = super.getRequestURL();
        int start = url.length() - super.getRequestURI().length();
        return url.replace(start, url.length(), path);
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(PlainRequest::isHidden);
        return Collections.enumeration(names);
    }

    private static boolean isHidden(String name) {
        return name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Accept");
    }
}
