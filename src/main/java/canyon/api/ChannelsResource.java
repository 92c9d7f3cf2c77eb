package canyon.api;

import canyon.app.App;
import canyon.broker.Census;
import canyon.broker.ChannelList;
import canyon.broker.Crowd;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.Presence;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells who listens to what on all nodes: {@code GET /apps/{id}/channels} as Pusher documents it, and as it was
 * recorded from laravel-echo-server.
 */
@Path("/{id}/channels")
@RequestScoped
public class ChannelsResource {
    /** How many nodes have not told their channels, or not all of them. */
    static final String MISSING_NODES = "X-Canyon-Missing-Nodes";

    @Inject
    Caller caller;

    @Inject
    AppRates rates;

    @Inject
    Census census;

    @GET
    public Response channels(
            @QueryParam("filter_by_prefix") @DefaultValue("") String prefix, @QueryParam("info") @Nullable String info)
            throws RefusedRequestException {
        App app = caller.app();
        rates.reads(app);
        Set<Attribute> attributes = caller.isSigned() ? Attribute.parse(info, Attribute.COUNTS) : Set.of();
        PusherDocuments.requireUsers(prefix, attributes);
        ChannelList list = census.channels(app.scope(), prefix);
        Response whole = caller.isSigned()
                ? Answer.ok(PusherDocuments.channels(app, list, attributes, census))
                : Answer.ok(ChannelDocuments.channels(subscriptions(list)));
        return list.missing() == 0
                ? whole
                : Response.fromResponse(whole)
                        .header(MISSING_NODES, list.missing())
                        .build();
    }

    @GET
    @Path("/{name}")
    public Response channel(@PathParam("name") String name, @QueryParam("info") @Nullable String info)
            throws RefusedRequestException {
        rates.reads(caller.app());
        ChannelName channel = named(name);
        if (caller.isSigned()) {
            return Answer.ok(PusherDocuments.channel(channel, Attribute.parse(info, Attribute.ALL), census));
        }
        Crowd crowd = census.channel(channel);
        return Answer.ok(ChannelDocuments.channel(channel, crowd.subscriptions(), crowd.users()));
    }

    @GET
    @Path("/{name}/users")
    public Response users(@PathParam("name") String name) throws RefusedRequestException {
        rates.reads(caller.app());
        ChannelName channel = named(name);
        if (channel.kind() != ChannelKind.PRESENCE) {
            throw new RefusedRequestException(
                    Response.Status.BAD_REQUEST.getStatusCode(), "User list is only possible for Presence Channels");
        }
        List<Presence> users = census.users(channel);
        return Answer.ok(caller.isSigned() ? PusherDocuments.users(users) : ChannelDocuments.users(users));
    }

    @OPTIONS
    public Response channelsOptions() {
        return Answer.methods(HttpMethod.GET, HttpMethod.HEAD);
    }

    @OPTIONS
    @Path("/{name}")
    public Response channelOptions() {
        return Answer.methods(HttpMethod.GET, HttpMethod.HEAD);
    }

    @OPTIONS
    @Path("/{name}/users")
    public Response usersOptions() {
        return Answer.methods(HttpMethod.GET, HttpMethod.HEAD);
    }

    private static SortedMap<String, Integer> subscriptions(ChannelList list) {
        SortedMap<String, Integer> subscriptions = new TreeMap<>();
        list.crowds().forEach((name, crowd) -> subscriptions.put(name, crowd.subscriptions()));
        return subscriptions;
    }

    private ChannelName named(String name) throws RefusedRequestException {
        return caller.isSigned()
                ? ChannelNames.parse(name, caller.app())
                : ChannelNames.parse(name, caller.app(), caller.app().limits().channelNameLength());
    }
}
