package canyon.webhook;

import canyon.activity.Activity;
import canyon.app.App;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import canyon.config.Secret;
import canyon.config.WebhookDelivery;
import canyon.config.WebhookSettings;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.metrics.Meters;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Webhooks of an application, and time that a test lets pass. */
final class WebhookScene {
    static final URI URL = URI.create("https://hooks.example/pusher?token=secret");
    static final URI OTHER_URL = URI.create("https://other.example:8443/");
    static final Duration BATCH_TIME = Duration.ofMillis(50);
    static final Duration HOLD = Duration.ofSeconds(3);
    static final Duration RETRY_TIME = Duration.ofMinutes(5);
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final int BATCH_EVENTS = 10;
    static final WebhookDelivery DELIVERY =
            new WebhookDelivery(BATCH_TIME, BATCH_EVENTS, HOLD, RETRY_TIME, TIMEOUT, 100_000, 2);
    static final ChannelName ORDERS = new ChannelName("orders");
    static final ChannelName ROOM = new ChannelName("presence-room");

    final Time time = new Time();
    final ChangingApps apps = new ChangingApps();
    final RecordingCourier courier = new RecordingCourier();
    final Meters meters = new Meters();
    final Activity activity = new Activity(100, System::nanoTime);
    final Webhooks webhooks;
    final WebhookEvents events;

    WebhookScene() {
        this(DELIVERY);
    }

    WebhookScene(WebhookDelivery delivery) {
        webhooks = new Webhooks(delivery, apps, new Webhooks.Observation(meters, activity), courier, time, time::nanos);
        events = new WebhookEvents(apps, webhooks, time::nanos);
        configure(everything(URL));
    }

    /** From now on the default application has these webhooks and no others. */
    void configure(WebhookSettings... hooks) {
        apps.put(app("", "secret", hooks));
    }

    static App app(String scope, String secret, WebhookSettings... hooks) {
        return new App(
                scope,
                new AppSettings(
                        scope + "id",
                        scope + "key",
                        new Secret(secret),
                        null,
                        AppRules.DEFAULT,
                        AppLimits.DEFAULT,
                        List.of(hooks)));
    }

    static WebhookSettings everything(URI url) {
        return new WebhookSettings(url, Set.of(), "", "", Map.of());
    }

    static Member member(String id) {
        return Member.of(new JsonText("{\"user_id\":" + id + ",\"user_info\":{\"name\":\"Zoë\"}}"))
                .orElseThrow();
    }

    /** Something that is told at once. */
    void occupy(String channel) {
        events.occupied(new ChannelName(channel));
    }

    static String occupied(String channel) {
        return "{\"name\":\"channel_occupied\",\"channel\":\"" + channel + "\"}";
    }

    static String vacated(String channel) {
        return "{\"name\":\"channel_vacated\",\"channel\":\"" + channel + "\"}";
    }

    /** Lets so much time pass, and what is due then happen. */
    void pass(Duration duration) {
        time.pass(duration);
        webhooks.deliverDue();
    }

    /** What the application's endpoint has been sent after a moment, each request answered with 200. */
    String told() {
        StringBuilder told = new StringBuilder();
        pass(BATCH_TIME);
        List<RecordingCourier.Sent> sent = courier.take();
        while (!sent.isEmpty()) {
            for (RecordingCourier.Sent request : sent) {
                told.append(told.isEmpty() ? "" : ",").append(request.events());
                request.answer(200);
            }
            pass(BATCH_TIME);
            sent = courier.take();
        }
        return told.toString();
    }
}
