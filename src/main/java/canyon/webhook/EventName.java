package canyon.webhook;

/** What a webhook event tells: Pusher's "Webhooks", section "Events". */
enum EventName {
    CHANNEL_OCCUPIED("channel_occupied"),
    CHANNEL_VACATED("channel_vacated"),
    MEMBER_ADDED("member_added"),
    MEMBER_REMOVED("member_removed"),
    CLIENT_EVENT("client_event"),
    CACHE_MISS("cache_miss"),
    SUBSCRIPTION_COUNT("subscription_count");

    private final String text;

    EventName(String text) {
        this.text = text;
    }

    /** As it stands in requests and in the configuration. */
    String text() {
        return text;
    }
}
