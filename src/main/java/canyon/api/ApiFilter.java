package canyon.api;

import canyon.config.CorsSettings;
import canyon.config.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What happens before JAX-RS sees a request. Every answer gets the headers without which a script of another origin
 * cannot read it, errors too, and what servers would each misread in a way of their own is made plain or refused.
 */
@WebFilter(urlPatterns = "/apps/*", asyncSupported = true)
public class ApiFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Settings settings;

    @Inject
    transient PublishDoor publishing;

    @Inject
    transient ApiMeter meter;

    @Inject
    transient Caller caller;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        allowOtherOrigins(response, settings.cors());
        PlainRequest plain;
        try {
            plain = new PlainRequest(request);
        } catch (RefusedRequestException e) {
            ServletAnswer.refusal(response, e);
            return;
        }
        String path = plain.getRequestURI().substring(request.getContextPath().length());
        if (!publishing.answers(request, path, response)) {
            CountedResponse counted = new CountedResponse(response);
            chain.doFilter(plain, counted);
            meter.called(caller, request, counted.bytes());
        }
    }

    private static void allowOtherOrigins(HttpServletResponse response, CorsSettings cors) {
        set(response, "Access-Control-Allow-Origin", cors.origin());
        set(response, "Access-Control-Allow-Methods", cors.methods());
        set(response, "Access-Control-Allow-Headers", cors.headers());
    }

    private static void set(HttpServletResponse response, String name, @Nullable String value) {
        if (value != null) {
            response.setHeader(name, value);
        }
    }
}
