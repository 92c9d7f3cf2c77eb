package canyon.support;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/**
 * An H2 with one database in memory, on 127.0.0.1 ({@code h2.bindAddress} in the pom). The database outlives a stop of
 * the server.
 */
public final class H2Server implements AutoCloseable {
    static final String USER = "canyon";
    static final String PASSWORD = "hunter2";

    private final String name;
    private final int port;
    private Server server;

    private H2Server(String name, int port) throws SQLException {
        this.name = name;
        this.port = port;
        this.server = started(port);
    }

    /**
     * Starts it with a database of its own.
     *
     * @param name of the database
     */
    public static H2Server start(String name) throws IOException, SQLException {
        H2Server server = new H2Server(name, FreePort.next());
        server.execute("SELECT 1");
        return server;
    }

    /** Drops every connection at once. */
    public void stop() {
        server.stop();
    }

    public void startAgain() throws SQLException {
        server = started(port);
    }

    /** Of the database, for clients in other processes. */
    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:" + name;
    }

    public void execute(String sql) throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        database.setUser(USER);
        database.setPassword(PASSWORD);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        stop();
        execute("SHUTDOWN");
    }

    private static Server started(int port) throws SQLException {
        return Server.createTcpServer("-tcpPort", String.valueOf(port)).start();
    }
}
