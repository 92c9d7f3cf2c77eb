package canyon.config;

import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The databases that the application server knows. */
public final class DataSources {
    private DataSources() {}

    /**
     * Looks one up; whether its database answers is not asked.
     *
     * @param key of the setting, for the message
     * @param name in JNDI
     * @throws InvalidSettingsException if there is none of that name
     */
    // The name comes from the configuration, which allows only those of this server.
    @SuppressWarnings("BanJNDI")
    public static DataSource find(String key, String name) {
        String what = key + " = \"" + name + "\": ";
        try {
            InitialContext context = new InitialContext();
            try {
                if (context.lookup(name) instanceof DataSource dataSource) {
                    return dataSource;
                }
                throw new InvalidSettingsException(List.of(what + "is no data source"), List.of());
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            throw new InvalidSettingsException(List.of(what + "is not there: " + e.getMessage()), List.of());
        }
    }
}
