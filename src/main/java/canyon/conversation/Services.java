package canyon.conversation;

import canyon.activity.Activity;
import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.auth.AuthPool;
import canyon.auth.ChannelAuthorizer;
import canyon.broker.Broker;
import canyon.channel.ChannelRegistry;
import canyon.channel.Interest;
import canyon.metrics.Meters;
import canyon.user.Users;

/** What all conversations use. */
public record Services(
        AppDirectory apps,
        ChannelRegistry registry,
        Broker broker,
        Users users,
        ChannelAuthorizer authorizer,
        AuthPool pool,
        ConversationLimits limits,
        Meters meters,
        Activity activity,
        Interest interest) {
    /** Nobody is told what happens, and whatever is published is heard. */
    public Services(
            AppDirectory apps,
            ChannelRegistry registry,
            Broker broker,
            Users users,
            ChannelAuthorizer authorizer,
            AuthPool pool,
            ConversationLimits limits,
            Meters meters) {
        this(apps, registry, broker, users, authorizer, pool, limits, meters, Activity.unwatched(), Interest.ALWAYS);
    }

    /** The application as it is configured now; as it was, if it is gone. Never waits. */
    App current(App app) {
        return apps.known(app.scope()).orElse(app);
    }
}
