package canyon.dashboard.access;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves the page, out of {@code WEB-INF/dashboard}. */
final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String FOLDER = "/WEB-INF/dashboard";
    private static final Pattern FILE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null) {
            // The page names its files, and what it asks for, relative to its folder.
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", DashboardDoor.PATH.substring(1) + "/");
            return;
        }
        String file = path.equals("/") ? "/index.html" : path;
        try (InputStream in = open(file)) {
            if (in == null) {
                Reply.error(response, HttpServletResponse.SC_NOT_FOUND, "Not found");
                return;
            }
            response.setContentType(type(file));
            // The names of assets change with their content.
            response.setHeader(
                    "Cache-Control", file.startsWith("/assets/") ? "private, max-age=31536000, immutable" : "no-cache");
            in.transferTo(response.getOutputStream());
        }
    }

    private @Nullable InputStream open(String file) {
        return FILE.matcher(file).matches() ? getServletContext().getResourceAsStream(FOLDER + file) : null;
    }

    /** Not the container's table: not each of them knows every type of these. */
    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "woff2" -> "font/woff2";
            default -> "text/plain; charset=utf-8";
        };
    }
}
