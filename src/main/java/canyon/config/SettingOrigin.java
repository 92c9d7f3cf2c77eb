package canyon.config;

/**
 * What one key is set to, and by whom.
 *
 * @param value as given, masked if it is or may hold a secret
 * @param source for people
 * @param defaultText empty if the key has no default
 */
public record SettingOrigin(String key, String value, String source, String defaultText) {}
