package canyon.dashboard;

import canyon.config.ImportedSetting;
import canyon.config.LoadedSettings;
import canyon.config.NotImportedSetting;
import canyon.config.SettingOrigin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What is configured, and where each value comes from. Secrets are masked where the settings are read. */
@Path("/settings")
@RequestScoped
public class SettingsResource {
    @Inject
    Operations operations;

    @GET
    public Response settings() {
        LoadedSettings loaded = operations.loaded();
        return Reply.ok(new Document()
                .put("settings", loaded.origins().stream().map(SettingsResource::document))
                .putTexts("warnings", loaded.warnings())
                .put("imported", loaded.imports().stream().map(SettingsResource::document))
                .put("notImported", loaded.notImported().stream().map(SettingsResource::document)));
    }

    private static Document document(SettingOrigin origin) {
        return new Document()
                .put("key", origin.key())
                .put("value", origin.value())
                .put("source", origin.source())
                .put("default", origin.defaultText())
                .put("changed", !origin.value().equals(origin.defaultText()));
    }

    private static Document document(ImportedSetting setting) {
        return new Document()
                .put("from", setting.from())
                .put("name", setting.name())
                .put("key", setting.key())
                .put("value", setting.value());
    }

    private static Document document(NotImportedSetting setting) {
        return new Document()
                .put("from", setting.from())
                .put("name", setting.name())
                .put("why", setting.why());
    }
}
