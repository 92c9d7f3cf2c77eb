package canyon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.metrics.AppCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhookCountTest {
    private final WebhookScene scene = new WebhookScene();
    private final List<Happening> told = new ArrayList<>();

    @Test
    void each_request_is_counted_and_told_by_its_outcome_without_what_its_URL_hides() {
        scene.activity.watch(told::add, EnumSet.allOf(Kind.class));
        scene.occupy("a");
        scene.occupy("b");
        scene.pass(WebhookScene.BATCH_TIME);

        scene.courier.takeOnly().answer(500);
        scene.pass(Duration.ofSeconds(1));
        scene.courier.takeOnly().answer(200);

        assertThat(scene.meters.app("").sum(AppCount.WEBHOOKS_FAILED)).isEqualTo(1);
        assertThat(scene.meters.app("").sum(AppCount.WEBHOOKS_SENT)).isEqualTo(1);
        assertThat(told).extracting(Happening::kind).containsExactly(Kind.WEBHOOK_FAILED, Kind.WEBHOOK_SENT);
        assertThat(told)
                .extracting(Happening::detail)
                .containsExactly(
                        "2 events to https://hooks.example (webhook of the default application): status 500",
                        "2 events to https://hooks.example (webhook of the default application)");
    }
}
