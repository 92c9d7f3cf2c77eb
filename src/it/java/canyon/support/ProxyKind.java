package canyon.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reverse proxies that have a folder in server-config. */
public enum ProxyKind {
    NGINX("nginx", "CANYON_REQUIRE_NGINX", "nginx") {
        @Override
        List<String> command(Path program, Path folder) {
            return List.of(
                    program.toString(),
                    "-e",
                    folder.resolve("error.log").toString(),
                    "-p",
                    folder.toString(),
                    "-c",
                    folder.resolve("main.conf").toString());
        }

        @Override
        String main(Path folder) {
            return """
                    %s
                    daemon off;
                    worker_processes 1;
                    pid nginx.pid;
                    error_log error.log;
                    events { worker_connections 1024; }
                    http {
                        client_body_temp_path body;
                        proxy_temp_path proxy;
                        fastcgi_temp_path fastcgi;
                        uwsgi_temp_path uwsgi;
                        scgi_temp_path scgi;
                        # As in Debian's, and more types than there: Canyon's file has to say what it needs.
                        gzip on;
                        gzip_proxied any;
                        gzip_types application/javascript application/json text/event-stream text/plain;
                        include canyon.conf;
                    }
                    """.formatted(isRoot() ? "user root;" : "");
        }

        @Override
        String listening(String file, int port, int plainPort) {
            return file.replace("listen 443", "listen 127.0.0.1:" + port)
                    .replace("listen 80", "listen 127.0.0.1:" + plainPort);
        }
    },
    APACHE("apache", "CANYON_REQUIRE_APACHE", "apache2") {
        @Override
        List<String> command(Path program, Path folder) {
            return List.of(
                    program.toString(), "-X", "-f", folder.resolve("main.conf").toString());
        }

        @Override
        String main(Path folder) {
            StringBuilder modules = new StringBuilder();
            for (String module : MODULES) {
                modules.append("LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so%n".formatted(module));
            }
            // Requests may dawdle as little as this; a WebSocket that is silent for longer is none.
            return """
                    ServerRoot %1$s
                    DefaultRuntimeDir %1$s
                    PidFile %1$s/httpd.pid
                    ErrorLog %1$s/error.log
                    ServerName 127.0.0.1
                    Mutex file:%1$s
                    %2$s
                    %3$s
                    RequestReadTimeout header=5,MinRate=500 body=5,MinRate=500
                    AddOutputFilterByType DEFLATE application/javascript application/json text/event-stream text/plain
                    Include %1$s/canyon.conf
                    """.formatted(folder, isRoot() ? "User nobody\nGroup nogroup" : "", modules);
        }

        @Override
        String listening(String file, int port, int plainPort) {
            return "Listen 127.0.0.1:%d%nListen 127.0.0.1:%d%n".formatted(port, plainPort)
                    + file.replace("*:443", "127.0.0.1:" + port).replace("*:80", "127.0.0.1:" + plainPort);
        }
    };

    private static final List<String> MODULES = List.of(
            "mpm_event",
            "authz_core",
            "authz_host",
            "alias",
            "deflate",
            "env",
            "filter",
            "headers",
            "proxy",
            "proxy_http",
            "reqtimeout",
            "socache_shmcb",
            "ssl");

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final String folder;
    private final String required;
    private final String program;

    ProxyKind(String folder, String required, String program) {
        this.folder = folder;
        this.required = required;
        this.program = program;
    }

    /** What users are given. */
    public Path file() {
        return Path.of("server-config", folder, "canyon.conf");
    }

    /** The program, on the PATH or where Debian has it. */
    Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(PATH_SEPARATOR.splitAsStream(path), Stream.of("/usr/sbin"))
                .filter(text -> !text.isEmpty())
                .map(place -> Path.of(place).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether tests fail where it is missing, instead of being skipped. */
    boolean isRequired() {
        return Boolean.parseBoolean(System.getenv(required));
    }

    /** Runs it in the foreground, with what {@link #main} tells. */
    abstract List<String> command(Path program, Path folder);

    /** What stands around the file in an installation, here in a folder of its own. */
    abstract String main(Path folder);

    /** The file with other ports. */
    abstract String listening(String file, int port, int plainPort);

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
