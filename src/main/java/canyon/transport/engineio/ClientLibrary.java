package canyon.transport.engineio;

import canyon.transport.JsonErrors;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the official client, kept in memory: those of one version directly, those of each under its number. Safe
 * for use from any thread.
 */
public final class ClientLibrary {
    private static final Pattern PATH = Pattern.compile("(?:(\\d)/)?([a-z0-9.-]+)");
    private static final String CACHE_CONTROL = "public, max-age=3600";
    private static final Map<String, String> TYPES =
            Map.of("js", "application/javascript; charset=utf-8", "map", "application/json; charset=utf-8");

    private final int defaultVersion;
    private final Map<String, ClientFile> files;

    private ClientLibrary(int defaultVersion, Map<String, ClientFile> files) {
        this.defaultVersion = defaultVersion;
        this.files = files;
    }

    /** Without any file: for a door that serves none. */
    public static ClientLibrary none() {
        return new ClientLibrary(0, Map.of());
    }

    /** Reads the files that were packed into the WAR, below {@code folder} in one folder for each version. */
    public static ClientLibrary load(ServletContext context, String folder, int defaultVersion) throws IOException {
        Map<String, ClientFile> files = new TreeMap<>();
        for (String version : paths(context, folder)) {
            for (String path : paths(context, version)) {
                files.put(path.substring(folder.length()), ClientFile.read(context, path));
            }
        }
        return new ClientLibrary(defaultVersion, files);
    }

    private static Iterable<String> paths(ServletContext context, String folder) {
        return Optional.ofNullable(context.getResourcePaths(folder)).orElse(Set.of());
    }

    /** @param path such as {@code socket.io.js} or {@code 4/socket.io.min.js} */
    void serve(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ClientFile file = find(path);
        if (file == null) {
            JsonErrors.send(response, HttpServletResponse.SC_NOT_FOUND, "Not found");
            return;
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            JsonErrors.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed");
            return;
        }
        response.setHeader("Cache-Control", CACHE_CONTROL);
        response.setHeader("ETag", file.tag());
        if (file.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain"));
        response.setContentLength(file.bytes().length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(file.bytes());
        }
    }

    private @Nullable ClientFile find(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return null;
        }
        String version = parts.group(1) == null ? String.valueOf(defaultVersion) : parts.group(1);
        return files.get(version + '/' + parts.group(2));
    }

    private record ClientFile(byte[] bytes, String tag) {
        static ClientFile read(ServletContext context, String path) throws IOException {
            try (InputStream in = context.getResourceAsStream(path)) {
                if (in == null) {
                    throw new IOException(path + " is not in the WAR");
                }
                byte[] bytes = in.readAllBytes();
                return new ClientFile(bytes, '"' + digest(bytes) + '"');
            }
        }

        private static String digest(byte[] bytes) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
                return HexFormat.of().formatHex(hash, 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }
}
