package canyon.dashboard;

import canyon.channel.CachedEvents;
import canyon.channel.ChannelRegistry;
import canyon.connection.Connection;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.user.SignedInUser;
import canyon.user.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** How channels are shown. Safe for use from any thread. */
@ApplicationScoped
public class ChannelDocuments {
    /** Of subscribers, and of members; a page with more helps nobody. */
    static final int SHOWN = 200;

    @Inject
    ChannelRegistry registry;

    @Inject
    Users users;

    @Inject
    AppNames names;

    @Inject
    Operations operations;

    Document of(ChannelName name) {
        return new Document()
                .put("app", names.id(name.app()))
                .put("name", name.text())
                .put("kind", kind(name))
                .put("cache", name.isCache())
                .put("subscriptions", registry.subscriberCount(name))
                .put("users", registry.userCount(name));
    }

    private static String kind(ChannelName name) {
        return name.isEncrypted() ? "encrypted" : name.kind().name().toLowerCase(Locale.ROOT);
    }

    /** With who listens and what was sent last. */
    Document whole(ChannelName name) {
        List<Connection> subscribers = registry.subscribers(name, SHOWN);
        Document document = of(name).put(
                        "subscribers", subscribers.stream().map(connection -> subscriber(name, connection)))
                .put("more", Math.max(0, registry.subscriberCount(name) - subscribers.size()));
        Map<Member, AtomicInteger> members = members(name);
        return document.put("members", members.entrySet().stream().limit(SHOWN).map(ChannelDocuments::member))
                .put("moreMembers", Math.max(0, members.size() - SHOWN))
                .put("lastEvent", name.isCache() ? lastEvent(name) : JsonText.NULL);
    }

    private Document subscriber(ChannelName name, Connection connection) {
        Optional<String> user = users.of(connection)
                .map(SignedInUser::id)
                .or(() -> registry.member(connection, name).flatMap(Member::key));
        return new Document()
                .put("socketId", connection.id().text())
                .put("protocol", connection.details().protocol())
                .put("node", operations.facts().id())
                .put("userId", user.orElse(null));
    }

    /** Each user as it came first, with how many connections it is there. */
    private Map<Member, AtomicInteger> members(ChannelName name) {
        if (name.kind() != ChannelKind.PRESENCE) {
            return Map.of();
        }
        Map<Optional<String>, Member> users = new LinkedHashMap<>();
        Map<Member, AtomicInteger> counts = new LinkedHashMap<>();
        for (Presence presence : registry.presences(name)) {
            Member first = users.computeIfAbsent(presence.member().key(), key -> presence.member());
            counts.computeIfAbsent(first, member -> new AtomicInteger()).incrementAndGet();
        }
        return counts;
    }

    private static Document member(Map.Entry<Member, AtomicInteger> counted) {
        Member member = counted.getKey();
        JsonText info = member.userInfo();
        return new Document()
                .put("id", member.key().orElse(null))
                .put("info", info == null ? JsonText.NULL : info)
                .put("connections", counted.getValue().get());
    }

    private JsonText lastEvent(ChannelName name) {
        Optional<CachedEvents.Cached> last = registry.lastEvent(name);
        return last.map(event -> new Document()
                        .put("event", event.event())
                        .put("data", event.payload().value())
                        .put("keptSeconds", event.left().toSeconds())
                        .json())
                .orElse(JsonText.NULL);
    }
}
