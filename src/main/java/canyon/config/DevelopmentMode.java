package canyon.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What development mode says where nobody says anything else, for people. */
final class DevelopmentMode {
    static final String SOURCE = "development mode";

    private DevelopmentMode() {}

    /** The origins as they hold with these settings; secrets are masked. */
    static List<SettingOrigin> in(List<SettingOrigin> origins, Settings settings) {
        Map<String, String> said = said(settings);
        return origins.stream().map(origin -> in(origin, said)).toList();
    }

    private static SettingOrigin in(SettingOrigin origin, Map<String, String> said) {
        String value = said.get(origin.key());
        return value == null || !origin.source().equals(SettingOrigin.DEFAULT)
                ? origin
                : new SettingOrigin(origin.key(), value, SOURCE, origin.defaultText());
    }

    private static Map<String, String> said(Settings settings) {
        Map<String, String> said = new HashMap<>();
        AppSettings app = settings.app();
        if (settings.dev() && app != null) {
            said.put(AppKeys.ID.name(), app.id());
            said.put(AppKeys.KEY.name(), app.key());
            said.put(AppKeys.SECRET.name(), Secret.MASK);
            said.put(AppKeys.API_KEY.name(), Secret.MASK);
            said.put(Keys.AUTH_HOST.name(), settings.auth().hosts().toString());
            said.put(Keys.AUTH_TRACE.name(), "on");
        }
        return said;
    }
}
