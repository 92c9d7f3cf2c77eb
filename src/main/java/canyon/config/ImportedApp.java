package canyon.config;

/**
 * An application from the configuration of another broadcast server.
 *
 * @param shared whether its events go to the channels of the default application: it is then only another way to
 *     publish there, by its id and its api-key
 */
public record ImportedApp(AppSettings settings, boolean shared) {}
