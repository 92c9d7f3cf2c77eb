package canyon.api;

import canyon.broker.Census;
import canyon.broker.Crowd;
import canyon.channel.CachedEvents.Cached;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Pusher's parameter {@code info} can ask of a channel. */
enum Attribute {
    USER_COUNT,
    SUBSCRIPTION_COUNT,
    CACHE;

    /** What can be asked of several channels at once. */
    static final Set<Attribute> COUNTS = Collections.unmodifiableSet(EnumSet.of(USER_COUNT, SUBSCRIPTION_COUNT));

    /** What can be asked of one channel. */
    static final Set<Attribute> ALL = Collections.unmodifiableSet(EnumSet.allOf(Attribute.class));

    private static final int BAD_REQUEST = 400;

    /**
     * The attributes in a list with commas.
     *
     * @param info null if none is asked for
     * @throws RefusedRequestException if one of them is not {@code allowed}
     */
    static Set<Attribute> parse(@Nullable String info, Set<Attribute> allowed) throws RefusedRequestException {
        Set<Attribute> found = EnumSet.noneOf(Attribute.class);
        for (String name : (info == null ? "" : info).split(",", -1)) {
            if (!name.isBlank()) {
                found.add(named(name.strip(), allowed));
            }
        }
        return found;
    }

    private static Attribute named(String name, Set<Attribute> allowed) throws RefusedRequestException {
        Optional<Attribute> found =
                allowed.stream().filter(one -> one.wireName().equals(name)).findFirst();
        if (found.isEmpty()) {
            String known = allowed.stream().map(Attribute::wireName).collect(Collectors.joining(", "));
            throw new RefusedRequestException(
                    BAD_REQUEST, "info may hold " + known + ", got " + ChannelNames.shown(name));
        }
        return found.get();
    }

    /**
     * Those of {@code asked} that {@code channel} has, as members of a JSON object.
     *
     * @param crowd who listens to it
     * @param census knows what it keeps
     */
    static Map<String, JsonText> of(ChannelName channel, Collection<Attribute> asked, Crowd crowd, Census census) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        asked.stream()
                .filter(attribute -> attribute.isOf(channel))
                .forEach(attribute -> members.put(attribute.wireName(), attribute.value(channel, crowd, census)));
        return members;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether such a channel has it. */
    boolean isOf(ChannelName channel) {
        return switch (this) {
            case USER_COUNT -> channel.kind() == ChannelKind.PRESENCE;
            case SUBSCRIPTION_COUNT -> true;
            case CACHE -> channel.isCache();
        };
    }

    private JsonText value(ChannelName channel, Crowd crowd, Census census) {
        return switch (this) {
            case USER_COUNT -> ChannelDocuments.number(crowd.users());
            case SUBSCRIPTION_COUNT -> ChannelDocuments.number(crowd.subscriptions());
            case CACHE -> census.lastEvent(channel).map(Attribute::cached).orElse(JsonText.NULL);
        };
    }

    private static JsonText cached(Cached event) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("data", event.payload().quoted());
        members.put("ttl", ChannelDocuments.number(Math.toIntExact(event.left().toSeconds())));
        return JsonText.ofMembers(members);
    }
}
