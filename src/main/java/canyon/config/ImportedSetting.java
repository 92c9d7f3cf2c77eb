package canyon.config;

/**
 * A setting, or an application, that was taken from the configuration of another broadcast server.
 *
 * @param from the file, or the environment
 * @param name what it is called there
 * @param key Canyon's key for it; of an application the word application and its id
 * @param value secrets masked; of an application whose channels it has
 */
public record ImportedSetting(String from, String name, String key, String value) {}
