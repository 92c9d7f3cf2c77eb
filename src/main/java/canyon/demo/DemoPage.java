package canyon.demo;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves the page at the context root and its files below {@code /demo/}, out of {@code WEB-INF/demo}. */
public final class DemoPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String FOLDER = "/WEB-INF/demo";
    private static final Pattern FILE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private final @Nullable String onlyFile;

    private DemoPage(@Nullable String onlyFile) {
        this.onlyFile = onlyFile;
    }

    /** Puts the page in place; to be called while the application starts. */
    public static void open(ServletContext context) {
        context.addServlet("demo", new DemoPage("/index.html")).addMapping("");
        context.addServlet("demo files", new DemoPage(null)).addMapping("/demo/*");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String file = onlyFile == null ? request.getPathInfo() : onlyFile;
        try (InputStream in = open(file)) {
            if (in == null || file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(type(file));
            response.setHeader(
                    "Cache-Control", file.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
            response.setHeader("Content-Security-Policy", "default-src 'self'; connect-src 'self' ws: wss:");
            response.setHeader("X-Content-Type-Options", "nosniff");
            in.transferTo(response.getOutputStream());
        }
    }

    private @Nullable InputStream open(@Nullable String file) {
        return file != null && FILE.matcher(file).matches()
                ? getServletContext().getResourceAsStream(FOLDER + file)
                : null;
    }

    /** Not the container's table: not each of them knows every type of these. */
    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/plain; charset=utf-8";
        };
    }
}
