package canyon.dashboard;

import canyon.channel.ChannelRegistry;
import canyon.config.RedisUrl;
import canyon.config.Settings;
import canyon.connection.ClientDetails;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.message.JsonText;
import canyon.metrics.Drop;
import canyon.redis.RedisHealth;
import canyon.redis.RedisState;
import canyon.user.Users;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What this node is and how it is. */
@Path("/overview")
@RequestScoped
public class OverviewResource {
    @Inject
    Operations operations;

    @Inject
    Settings settings;

    @Inject
    Connections connections;

    @Inject
    ChannelRegistry registry;

    @Inject
    Users users;

    @Inject
    HttpServletRequest request;

    @GET
    public Response overview() {
        NodeFacts facts = operations.facts();
        return Reply.ok(new Document()
                .put("node", facts.id())
                .put("version", facts.version())
                .put("server", request.getServletContext().getServerInfo())
                .put("java", Runtime.version().toString())
                .put("writer", facts.writer().get())
                .put(
                        "uptimeSeconds",
                        Duration.between(facts.started(), Instant.now()).toSeconds())
                .put("dev", settings.dev())
                .put(
                        "publicUrl",
                        settings.publicUrl() == null
                                ? null
                                : settings.publicUrl().toString())
                .put("contextPath", request.getContextPath())
                .put("connections", connections())
                .put("channels", registry.channelCount())
                .put("users", users.count())
                .put("redis", redis())
                .put("heap", heap())
                .put("draining", operations.draining().isDraining().getAsBoolean())
                .putTexts("warnings", operations.loaded().warnings())
                .put(
                        "drops",
                        Arrays.stream(Drop.values()).filter(this::hasHappened).map(this::drop)));
    }

    private Document connections() {
        Map<String, Integer> byProtocol = new TreeMap<>();
        Map<String, Integer> byTransport = new TreeMap<>();
        for (Connection connection : connections.all()) {
            ClientDetails details = connection.details();
            // Versions of Pusher's protocol differ in little.
            String protocol = details.protocol().startsWith("pusher") ? "pusher" : details.protocol();
            byProtocol.merge(protocol, 1, Integer::sum);
            byTransport.merge(details.transport().get(), 1, Integer::sum);
        }
        return new Document()
                .put("total", connections.count())
                .put("byProtocol", Document.ofCounts(byProtocol))
                .put("byTransport", Document.ofCounts(byTransport));
    }

    private JsonText redis() {
        RedisUrl url = settings.redis().url();
        RedisHealth.Status status = operations.redis().status();
        return new Document()
                .put(
                        "state",
                        status.state() == RedisState.DISABLED
                                ? "NONE"
                                : status.state().name())
                .put("url", url == null ? null : url.toString())
                .put("since", status.since().toString())
                .put("error", status.error())
                .json();
    }

    private static Document heap() {
        Runtime runtime = Runtime.getRuntime();
        return new Document()
                .put("usedBytes", runtime.totalMemory() - runtime.freeMemory())
                .put("maxBytes", runtime.maxMemory());
    }

    private boolean hasHappened(Drop drop) {
        return operations.meters().droppedCount(drop) > 0;
    }

    private Document drop(Drop drop) {
        return new Document()
                .put("reason", drop.text())
                .put("count", operations.meters().droppedCount(drop));
    }
}
