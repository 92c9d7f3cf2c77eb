package canyon.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Generated texts, judged by another implementation of JSON. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonOracleTest {
    private static final long SEED = 20_261_120;
    private static final int DOCUMENTS = 3_000;
    private static final String NOISE = "{}[]\",:\\ \n0123456789.eE+-truefalsn\u0001é\ud83e\udd8a";

    /** Kept, because looking for it takes longer than parsing. */
    private static final JsonProvider OTHER = JsonProvider.provider();

    private final Random random = new Random(SEED);

    @Test
    void whatever_is_valid_is_taken_and_cut_as_the_other_one_does() throws MalformedJsonException {
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = document();

            JsonText value = JsonText.parse(text);

            assertThat(tree(value.text())).as(text).isEqualTo(tree(text));
            if (value.isObject()) {
                value.members()
                        .forEach((name, member) -> assertThat(tree(member.text()))
                                .as("%s of %s", name, text)
                                .isEqualTo(tree(text).asJsonObject().get(name)));
            } else {
                List<JsonValue> cut = new ArrayList<>();
                value.elements().forEach(element -> cut.add(tree(element.text())));
                assertThat(cut).as(text).isEqualTo(tree(text).asJsonArray());
            }
        }
    }

    @Test
    void whatever_was_changed_at_random_is_judged_alike() {
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = mutated(document());

            assertThat(isTaken(text)).as(text).isEqualTo(isValid(text));
        }
    }

    @Test
    void an_excerpt_is_what_all_members_together_say() throws MalformedJsonException {
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = random.nextInt(4) == 0 ? mutated(object(4)) : object(4);
            if (isTaken(text) && JsonText.parse(text).isObject()) {
                Map<String, JsonText> members = JsonText.parse(text).members();
                String[] names = members.keySet().toArray(new String[0]);

                assertThat(JsonText.excerpt(text, names)).as(text).containsExactlyElementsOf(members.values());
            } else {
                assertThatThrownBy(() -> JsonText.excerpt(text, "a"))
                        .as(text)
                        .isInstanceOf(MalformedJsonException.class);
            }
        }
    }

    @Test
    void every_string_comes_back_from_its_JSON() {
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = characters(random.nextInt(12));

            JsonText json = JsonText.ofString(text);

            assertThat(json.string()).isEqualTo(text);
            assertThat(((JsonString) tree(json.text())).getString()).isEqualTo(text);
        }
    }

    private static JsonValue tree(String text) {
        try (JsonReader reader = OTHER.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    private static boolean isTaken(String text) {
        try {
            JsonText.parse(text);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private static boolean isValid(String text) {
        try (JsonParser parser = OTHER.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                parser.next();
            }
            return true;
        } catch (JsonException | IllegalStateException e) {
            return false;
        }
    }

    private String mutated(String text) {
        int at = random.nextInt(text.length());
        char noise = NOISE.charAt(random.nextInt(NOISE.length()));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + noise + text.substring(at);
            case 2 -> text.substring(0, at) + noise + text.substring(at + 1);
            default -> text.substring(0, at);
        };
    }

    private String document() {
        return random.nextBoolean() ? object(4) : array(4);
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2, 3 -> number();
            case 4 -> JsonText.ofString(characters(random.nextInt(8))).text();
            case 5 -> object(depth - 1);
            default -> array(depth - 1);
        };
    }

    private String number() {
        return (random.nextBoolean() ? "-" : "")
                + (random.nextBoolean() ? "0" : "" + (1 + random.nextInt(99_999)))
                + (random.nextBoolean() ? "" : "." + random.nextInt(1_000))
                + (random.nextBoolean() ? "" : (random.nextBoolean() ? "e" : "E-") + random.nextInt(20));
    }

    private String object(int depth) {
        StringBuilder out = new StringBuilder("{").append(space());
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",").append(space());
            out.append(JsonText.ofString(i + characters(3)).text()).append(space());
            out.append(':').append(space()).append(value(depth)).append(space());
        }
        return out.append('}').toString();
    }

    private String array(int depth) {
        StringBuilder out = new StringBuilder("[").append(space());
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",").append(space()).append(value(depth)).append(space());
        }
        return out.append(']').toString();
    }

    private String space() {
        return random.nextInt(4) == 0 ? " \t\r\n".substring(0, random.nextInt(5)) : "";
    }

    private String characters(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(
                    switch (random.nextInt(4)) {
                        case 0 -> (char) random.nextInt(0x80);
                        case 1 -> (char) random.nextInt(0x10000);
                        case 2 -> (char) (0xD800 + random.nextInt(0x800));
                        default -> "\"\\/abc{}[]:,".charAt(random.nextInt(12));
                    });
        }
        return out.toString();
    }
}
