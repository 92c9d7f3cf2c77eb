package canyon.config;

/**
 * What holds for one key and who says so.
 *
 * @param value as written, secrets masked; empty if there is none
 * @param source for people: the source of the configuration, what was imported, or {@code default}
 * @param defaultText empty if the key has no default
 */
public record SettingOrigin(String key, String value, String source, String defaultText) {
    /** The source of what nobody has set. */
    public static final String DEFAULT = "default";
}
