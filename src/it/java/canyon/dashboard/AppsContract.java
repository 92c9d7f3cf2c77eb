package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.wire.SignedApi;
import jakarta.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What an operator does with applications holds at once, wherever they are kept. */
interface AppsContract {
    DashboardApi api();

    /** Where new applications stand, as the dashboard says it. */
    String place();

    @Test
    default void an_application_is_made_rotated_disabled_and_deleted_and_each_holds_at_once() throws IOException {
        JsonObject created = api().post("/apps", "{\"id\":\"wiki\"}");
        assertThat(channels("wiki", created)).isEqualTo(200);
        assertThat(api().app("wiki").getString("source")).isEqualTo(place());

        JsonObject rotated = api().post("/apps/wiki/rotate", "");
        assertThat(channels("wiki", created)).isEqualTo(401);
        assertThat(channels("wiki", rotated)).isEqualTo(200);
        assertThat(rotated.getString("note")).contains("former key and secret are refused");

        assertThat(api().call("PATCH", "/apps/wiki", "{\"enabled\":false}").status())
                .isEqualTo(204);
        assertThat(channels("wiki", rotated)).isEqualTo(403);
        assertThat(api().app("wiki").getBoolean("enabled")).isFalse();

        assertThat(api().call("DELETE", "/apps/wiki", "").status()).isEqualTo(204);
        assertThat(channels("wiki", rotated)).isEqualTo(404);
        assertThat(api().error("DELETE", "/apps/wiki", "", 404)).contains("wiki");
    }

    private int channels(String id, JsonObject credentials) throws IOException {
        App app = SignedApi.app(id, credentials.getString("key"), credentials.getString("secret"));
        return new SignedApi(api().peer(), "", app).get("/channels").status();
    }
}
