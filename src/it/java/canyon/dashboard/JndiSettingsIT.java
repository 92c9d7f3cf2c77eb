package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import canyon.support.CanyonServer;
import canyon.support.ServerKind;
import canyon.wire.Peer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A setting in JNDI, made as the page on configuration says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JndiSettingsIT {
    private static final String KEY = "canyon.cache.time-to-live";

    @Test
    void an_entry_of_the_server_is_a_setting_and_its_source_is_told() throws IOException {
        assumeThat(ServerKind.current().bindsSettings())
                .as("Payara Micro forgets entries with each start")
                .isTrue();

        try (CanyonServer canyon = CanyonServer.startWithEntries(Map.of(KEY, "PT7M"), Map.of("canyon.dev", "true"))) {
            JsonObject told = new DashboardApi(Peer.of(canyon))
                    .get("/settings").getJsonArray("settings").getValuesAs(JsonObject.class).stream()
                            .filter(setting -> setting.getString("key").equals(KEY))
                            .findFirst()
                            .orElseThrow();

            assertThat(told.getString("value")).isEqualTo("PT7M");
            assertThat(told.getString("source")).isEqualTo("JNDI, ordinal 350");
        }
    }
}
