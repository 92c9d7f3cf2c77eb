package canyon.api;

import canyon.app.App;
import canyon.channel.ChannelRegistry;
import canyon.config.Settings;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
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

/** Tells who listens to what on this node, as recorded in laravel-echo-server's {@code GET /apps/{id}/channels}. */
@Path("/{id}/channels")
@RequestScoped
public class ChannelsResource {
    @Inject
    ChannelRegistry registry;

    @Inject
    Settings settings;

    @GET
    public Response channels(@QueryParam("filter_by_prefix") @DefaultValue("") String prefix) {
        return Answer.ok(ChannelDocuments.channels(registry.occupied(App.DEFAULT_SCOPE, prefix)));
    }

    @GET
    @Path("/{name}")
    public Response channel(@PathParam("name") String name) throws RefusedRequestException {
        ChannelName channel = named(name);
        return Answer.ok(
                ChannelDocuments.channel(channel, registry.subscriberCount(channel), registry.userCount(channel)));
    }

    @GET
    @Path("/{name}/users")
    public Response users(@PathParam("name") String name) throws RefusedRequestException {
        ChannelName channel = named(name);
        if (channel.kind() != ChannelKind.PRESENCE) {
            throw new RefusedRequestException(
                    Response.Status.BAD_REQUEST.getStatusCode(), "User list is only possible for Presence Channels");
        }
        return Answer.ok(ChannelDocuments.users(registry.users(channel)));
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

    private ChannelName named(String name) throws RefusedRequestException {
        return ChannelNames.parse(name, settings.limits().channelNameLength());
    }
}
