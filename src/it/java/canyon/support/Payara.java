package canyon.support;

import java.util.List;

/** What Payara Micro and Payara Server have in common. */
final class Payara {
    /** Name in JNDI of the database that comes with it, and that {@link #pool} replaces. */
    static final String DATA_SOURCE = "jdbc/__default";

    private Payara() {}

    /** What {@code asadmin} has to do so that {@link #DATA_SOURCE} is this database. */
    static List<String> pool(H2Server database) {
        String pool = "set resources.jdbc-connection-pool.H2Pool.";
        return List.of(
                pool + "property.URL=" + database.url(),
                pool + "property.User=" + H2Server.USER,
                pool + "property.Password=" + H2Server.PASSWORD,
                // Else Payara would go on to hand out the connections that a stop has broken.
                pool + "connection-validation-method=meta-data",
                pool + "is-connection-validation-required=true");
    }
}
