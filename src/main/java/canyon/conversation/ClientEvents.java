package canyon.conversation;

import canyon.app.RateLimit;
import canyon.config.AppLimits;
import canyon.message.Broadcast;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.ClientMessage.ClientEvent;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Payload;
import canyon.metrics.Drop;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Relays what one client tells the other subscribers of a private or presence channel (whispers). Called by the
 * connection's receiving side only.
 */
final class ClientEvents {
    /** Pusher's code of an event that came too soon after others. */
    private static final int TOO_MANY = 4301;

    /** Of an event's name that may be no name. */
    private static final int SHOWN_LENGTH = 200;

    private final Party party;
    private RateLimit rate;
    private int perSecond;

    ClientEvents(Party party) {
        this.party = party;
        this.perSecond = party.limits().clientEventsPerSecond();
        this.rate = new RateLimit(perSecond, System.nanoTime());
    }

    private boolean isTooSoon() {
        int now = party.limits().clientEventsPerSecond();
        if (now != perSecond) {
            perSecond = now;
            rate = new RateLimit(now, System.nanoTime());
        }
        boolean isTooSoon = !rate.allows(System.nanoTime());
        if (perSecond > 0) {
            party.connection().meters().rateChecked(isTooSoon);
        }
        return isTooSoon;
    }

    /**
     * Why an event was not relayed.
     *
     * @param code of Pusher's protocol, 0 if it has none for it
     */
    record Refusal(int code, String reason) {}

    /** Relays it, or tells why not; what is refused is counted. */
    Optional<Refusal> relay(Optional<ChannelName> channel, ClientEvent event, Payload payload) {
        if (isTooSoon()) {
            party.dropped(Drop.CLIENT_EVENT_RATE);
            String reason = "A connection may send " + perSecond + " client events a second (maxClientEventsPerSecond)";
            denied(channel, event, reason);
            return Optional.of(new Refusal(TOO_MANY, reason));
        }
        Optional<Refusal> refusal = channel.isEmpty()
                ? Optional.of(new Refusal(0, "This is no name of a channel"))
                : objection(channel.get(), event, payload).map(reason -> new Refusal(0, reason));
        if (refusal.isPresent()) {
            party.dropped(Drop.CLIENT_EVENT_REFUSED);
            denied(channel, event, refusal.get().reason());
        } else {
            channel.ifPresent(name -> send(name, event.event(), payload));
        }
        return refusal;
    }

    private void denied(Optional<ChannelName> channel, ClientEvent event, String reason) {
        String shown = event.event().substring(0, Math.min(event.event().length(), SHOWN_LENGTH));
        party.denied(channel.map(ChannelName::text).orElse(null), shown, reason);
    }

    private Optional<String> objection(ChannelName channel, ClientEvent event, Payload payload) {
        AppLimits limits = party.limits();
        if (!party.app().rules().clientMessages()) {
            return Optional.of("The application does not allow client events");
        }
        if (!event.event().startsWith(Broadcast.CLIENT_PREFIX)) {
            return Optional.of("The name of a client event begins with " + Broadcast.CLIENT_PREFIX);
        }
        if (event.event().length() > limits.eventNameLength()) {
            return Optional.of("The name of an event has at most " + limits.eventNameLength()
                    + " characters (maxEventNameLength)");
        }
        if (!channel.kind().needsAuthorization() || channel.isEncrypted()) {
            return Optional.of("Client events are for private and presence channels that are not encrypted");
        }
        if (!party.connection().isSubscribed(channel)) {
            return Optional.of("Only a subscriber of " + channel + " may send client events to it");
        }
        if (isTooLarge(payload, limits.eventPayloadBytes())) {
            return Optional.of(
                    "The data of an event has at most " + limits.eventPayloadBytes() + " bytes (maxEventPayloadBytes)");
        }
        return Optional.empty();
    }

    private static boolean isTooLarge(Payload payload, int limit) {
        JsonText data = payload.written() == null ? payload.value() : payload.written();
        // As over HTTP: what the string holds, not how it is escaped.
        String text = data.isString() ? data.string() : data.text();
        return text.length() > limit || text.getBytes(StandardCharsets.UTF_8).length > limit;
    }

    private void send(ChannelName channel, String event, Payload payload) {
        String user = channel.kind() == ChannelKind.PRESENCE
                ? party.registry()
                        .member(party.connection(), channel)
                        .flatMap(Member::key)
                        .orElse(null)
                : null;
        Broadcast broadcast =
                new Broadcast(channel, event, payload, party.connection().id(), user);
        if (party.services().broker().offer(broadcast)) {
            party.registry().sent(broadcast);
        }
    }
}
