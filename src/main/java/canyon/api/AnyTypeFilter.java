package canyon.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hides which types a client says that it sends and wants. laravel-echo-server never looked; JAX-RS looks before
 * anything else, and answers in HTML, with a stack trace in the log, what it cannot read.
 */
@WebFilter(urlPatterns = "/apps/*", asyncSupported = true)
public class AnyTypeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new Untyped(request), response);
    }

    private static final class Untyped extends HttpServletRequestWrapper {
        Untyped(HttpServletRequest request) {
            super(request);
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
            names.removeIf(Untyped::isHidden);
            return Collections.enumeration(names);
        }

        private static boolean isHidden(String name) {
            return name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Accept");
        }
    }
}
