package canyon.config;

/**
 * How cache channels keep their events, in all applications together.
 *
 * @param bytes of all events that are kept; over it those that were stored first are forgotten
 */
public record CacheSettings(int bytes) {
    public CacheSettings {
        Keys.CACHE_BYTES.require(bytes);
    }
}
