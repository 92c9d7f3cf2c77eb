package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.AppField;
import canyon.message.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppsTextTest {
    private static final String WRITTEN = """
            {
              "note": "the apps: [{\\"id\\":\\"shop\\"}]",
              "apps": [
                { "id": "shop", "key": "k1",  "secret": "s1", "colour": ["red", {"x": 1.50}] },
                {
                  "AppId": 7,
                  "app_key": "k2",
                  "secret": "s2"
                }
              ]
            }
            """;

    private final AppsText text = new AppsText(WRITTEN);

    @Test
    void other_values_take_the_place_of_those_that_were_there() {
        Map<AppField, JsonText> values = new LinkedHashMap<>();
        values.put(AppField.KEY, JsonText.ofString("new"));
        values.put(AppField.SECRET, JsonText.ofString("quote\"d"));

        assertThat(text.changed("shop", values).text())
                .isEqualTo(WRITTEN.replace("\"k1\"", "\"new\"").replace("\"s1\"", "\"quote\\\"d\""));
        assertThat(text.changed("7", Map.of(AppField.KEY, JsonText.ofString("new")))
                        .text())
                .isEqualTo(WRITTEN.replace("\"k2\"", "\"new\""));
    }

    @Test
    void what_was_not_there_comes_last_and_is_laid_out_like_the_others() {
        JsonText no = new JsonText("false");

        assertThat(text.changed("7", Map.of(AppField.ENABLED, no)).text())
                .isEqualTo(WRITTEN.replace("\"s2\"", "\"s2\",\n      \"enabled\": false"));
        assertThat(text.changed("shop", Map.of(AppField.ENABLED, no)).text())
                .isEqualTo(WRITTEN.replace("1.50}]", "1.50}], \"enabled\": false"));
    }

    @Test
    void one_that_is_added_stands_behind_the_others() {
        JsonText app = new JsonText("{\"id\":\"new\"}");

        assertThat(text.added(app).text())
                .isEqualTo(WRITTEN.replace("\"s2\"\n    }", "\"s2\"\n    },\n    {\"id\":\"new\"}"));
        assertThat(new AppsText("[]").added(app).text()).isEqualTo("[\n  {\"id\":\"new\"}\n]");
        assertThat(new AppsText("[ {\"id\":1} ]").added(app).text()).isEqualTo("[ {\"id\":1}, {\"id\":\"new\"} ]");
    }

    @Test
    void one_that_is_removed_takes_its_comma_along() {
        AppsText three = new AppsText("[{\"id\":\"a\"}, {\"id\":\"b\"},\n{\"id\":\"c\"}]");

        assertThat(three.removed("a").text()).isEqualTo("[{\"id\":\"b\"},\n{\"id\":\"c\"}]");
        assertThat(three.removed("b").text()).isEqualTo("[{\"id\":\"a\"}, {\"id\":\"c\"}]");
        assertThat(three.removed("c").text()).isEqualTo("[{\"id\":\"a\"}, {\"id\":\"b\"}]");
        assertThat(new AppsText("[{\"id\":\"a\"}]").removed("a").text()).isEqualTo("[]");
    }

    @Test
    void it_knows_which_applications_it_holds() {
        assertThat(text.holds("shop")).isTrue();
        assertThat(text.holds("7")).isTrue();
        assertThat(text.holds("k1")).isFalse();
    }
}
