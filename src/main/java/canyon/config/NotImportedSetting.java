package canyon.config;

/**
 * What the configuration of another broadcast server says and Canyon does not take from it.
 *
 * @param from the file, or the environment
 * @param name what it is called there
 * @param why and what to do instead
 */
public record NotImportedSetting(String from, String name, String why) {}
