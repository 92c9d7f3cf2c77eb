package canyon.config;

/**
 * A setting that was taken from the configuration of another broadcast server.
 *
 * @param from the file, or the environment
 * @param name what it is called there
 * @param key Canyon's key for it
 * @param value secrets masked
 */
public record ImportedSetting(String from, String name, String key, String value) {}
