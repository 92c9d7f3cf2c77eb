package canyon.webhook;

import static canyon.webhook.WebhookScene.OTHER_URL;
import static canyon.webhook.WebhookScene.URL;
import static canyon.webhook.WebhookScene.occupied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import canyon.config.WebhookSettings;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterTest {
    private final WebhookScene scene = new WebhookScene();

    @Test
    void an_endpoint_is_told_of_the_events_that_it_wants() {
        scene.configure(hook(Set.of("channel_occupied"), "", ""));

        scene.events.countTold(new ChannelName("orders"), 1);
        scene.events.sent(new Broadcast(new ChannelName("private-a"), "client-typing", JsonText.EMPTY_OBJECT, null));
        scene.occupy("orders");

        assertThat(scene.told()).isEqualTo(occupied("orders"));
    }

    @Test
    void an_endpoint_is_told_of_the_channels_that_it_wants() {
        scene.configure(hook(Set.of(), "presence-", ".eu"));

        scene.occupy("presence-room.eu");
        scene.occupy("presence-room.us");
        scene.occupy("private-room.eu");

        assertThat(scene.told()).isEqualTo(occupied("presence-room.eu"));
    }

    @Test
    void every_endpoint_has_filters_of_its_own() {
        scene.configure(
                hook(Set.of("channel_occupied"), "", ""),
                new WebhookSettings(OTHER_URL, Set.of("cache_miss"), "", "", Map.of()));
        scene.occupy("cache-orders");
        scene.events.missed(new ChannelName("cache-orders"));
        scene.pass(WebhookScene.BATCH_TIME);

        assertThat(scene.courier.take())
                .extracting(sent -> sent.post.url(), RecordingCourier.Sent::events)
                .containsExactlyInAnyOrder(
                        tuple(URL, occupied("cache-orders")),
                        tuple(OTHER_URL, "{\"name\":\"cache_miss\",\"channel\":\"cache-orders\"}"));
    }

    @Test
    void a_url_that_is_configured_twice_is_told_once() {
        scene.configure(hook(Set.of(), "ord", ""), hook(Set.of(), "", "ers"), hook(Set.of(), "a", ""));

        scene.occupy("orders");
        scene.occupy("boxers");
        scene.occupy("news");

        assertThat(scene.told()).isEqualTo(occupied("orders") + "," + occupied("boxers"));
    }

    @Test
    void an_application_without_webhooks_costs_nothing() {
        scene.configure();

        scene.occupy("orders");
        scene.events.vacated(new ChannelName("orders"));

        assertThat(scene.webhooks.nanosLeft()).isEqualTo(Long.MAX_VALUE);
    }

    private static WebhookSettings hook(Set<String> events, String prefix, String suffix) {
        return new WebhookSettings(URL, events, prefix, suffix, Map.of());
    }
}
