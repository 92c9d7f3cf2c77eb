package canyon.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The application servers that the integration tests know. */
public enum ServerKind {
    PAYARA_MICRO("payara-micro", Payara.DATA_SOURCE) {
        @Override
        ApplicationServer server(Setup setup) throws IOException {
            return new PayaraMicro(setup);
        }
    },
    PAYARA_SERVER("payara-server", Payara.DATA_SOURCE) {
        @Override
        ApplicationServer server(Setup setup) {
            return new PayaraServer(setup);
        }
    },
    WILDFLY("wildfly", WildFly.DATA_SOURCE) {
        @Override
        ApplicationServer server(Setup setup) {
            return new WildFly(setup);
        }
    },
    OPEN_LIBERTY("open-liberty", OpenLiberty.DATA_SOURCE) {
        @Override
        ApplicationServer server(Setup setup) {
            return new OpenLiberty(setup);
        }
    };

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("%([01][0-9A-F]|7F)");

    private static final ServerKind CURRENT = of(System.getProperty("it.server", ""));

    private final String id;
    private final String dataSource;

    ServerKind(String id, String dataSource) {
        this.id = id;
        this.dataSource = dataSource;
    }

    /** Of this run: {@code server.name} in the pom. */
    public static ServerKind current() {
        return CURRENT;
    }

    private static ServerKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id))
                .findFirst()
                .orElse(PAYARA_MICRO);
    }

    /** As its folder of server-config is called. */
    String id() {
        return id;
    }

    /** The folder of the unpacked server: {@code server.home} in the pom. */
    static Path home() {
        return Path.of(System.getProperty("it.server.home", "")).toAbsolutePath();
    }

    /** Name in JNDI of the database of a {@link Setup}. */
    public String dataSource() {
        return dataSource;
    }

    /** Whether the server itself answers 400, without a body, where a query has escapes that are none. */
    public boolean refusesBrokenEscapes() {
        return this == WILDFLY;
    }

    /** Whether the server itself answers 400, with a page of its own, to this path with escaped control characters. */
    public boolean refusesItself(String path) {
        return this == OPEN_LIBERTY && CONTROL_CHARACTER.matcher(path).find();
    }

    /** Whether the server opens a WebSocket that was asked for without {@code Connection: Upgrade}. */
    public boolean opensWithoutConnection() {
        return this == WILDFLY;
    }

    /** Whether entries in JNDI outlive a start, so that settings may be among them. */
    public boolean bindsSettings() {
        return this != PAYARA_MICRO;
    }

    abstract ApplicationServer server(Setup setup) throws IOException;
}
