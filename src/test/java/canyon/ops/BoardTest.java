package canyon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The board for Grafana, as far as it can be looked at without one; its metrics are those of {@link ExpositionTest}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoardTest {
    private static final int COLUMNS = 24;

    private static List<JsonObject> panels() throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("server-config/grafana/canyon.json"));
                JsonReader reader = Json.createReader(file)) {
            return reader.readObject().getJsonArray("panels").getValuesAs(JsonObject.class);
        }
    }

    @Test
    void panels_have_numbers_of_their_own_and_stand_beside_each_other() throws IOException {
        Set<String> taken = new HashSet<>();
        for (JsonObject panel : panels()) {
            JsonObject place = panel.getJsonObject("gridPos");
            int x = place.getInt("x");
            int y = place.getInt("y");
            assertThat(x + place.getInt("w")).isLessThanOrEqualTo(COLUMNS);
            for (int column = x; column < x + place.getInt("w"); column++) {
                for (int row = y; row < y + place.getInt("h"); row++) {
                    assertThat(taken.add(column + "," + row))
                            .as("room for " + panel.getString("title"))
                            .isTrue();
                }
            }
        }
        assertThat(panels()).extracting(panel -> panel.getInt("id")).doesNotHaveDuplicates();
    }

    @Test
    void each_panel_asks_the_chosen_database_about_the_chosen_nodes() throws IOException {
        for (JsonObject panel : panels()) {
            if (panel.getString("type").equals("row")) {
                continue;
            }
            List<JsonObject> targets = panel.getJsonArray("targets").getValuesAs(JsonObject.class);
            assertThat(targets).as(panel.getString("title")).isNotEmpty().allSatisfy(target -> {
                assertThat(target.getString("expr")).contains("instance=~\"$instance\"");
                assertThat(target.getJsonObject("datasource").getString("uid")).isEqualTo("${datasource}");
                assertThat(target.getString("legendFormat")).isNotEmpty();
            });
            assertThat(targets).extracting(target -> target.getString("refId")).doesNotHaveDuplicates();
        }
    }
}
