package canyon.config;

import java.time.Duration;

/**
 * A table of a database that holds applications.
 *
 * @param dataSource JNDI name
 * @param table name, with its schema and a dot in front if it is not the default one
 * @param timeToLive how long an answer is kept
 * @param cacheEntries answers that are kept
 */
public record TableSettings(String dataSource, String table, Duration timeToLive, int cacheEntries) {
    public TableSettings {
        AppKeys.TABLE.require(table);
        AppKeys.CACHE_TIME_TO_LIVE.require(timeToLive);
        AppKeys.CACHE_ENTRIES.require(cacheEntries);
    }
}
