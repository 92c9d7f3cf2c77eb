package canyon.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which applications are served.
 *
 * @param standard the default application, without a name if none is configured
 * @param limits of applications that say nothing about a limit
 * @param file with further applications, as it was read at start; null for none
 * @param table with further applications; null for none
 * @param imported further applications that were in the configuration of another broadcast server
 */
public record AppsSettings(
        AppSettings standard,
        AppLimits limits,
        AppsFile.@Nullable Content file,
        @Nullable TableSettings table,
        List<ImportedApp> imported) {
    public AppsSettings {
        imported = List.copyOf(imported);
    }
}
