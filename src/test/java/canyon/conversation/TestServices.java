package canyon.conversation;

import canyon.app.AppDirectory;
import canyon.app.TestApps;
import canyon.auth.AuthPool;
import canyon.auth.ChannelAuthorizer;
import canyon.auth.Grant;
import canyon.auth.Visitor;
import canyon.broker.LocalBroker;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.config.AuthSettings.AuthLoad;
import canyon.connection.Connection;
import canyon.message.JsonText;
import canyon.metrics.Meters;
import canyon.user.Users;

/** What conversations in tests use: the real parts, and an authorizer of the test's. */
public final class TestServices {
    /** Says nothing of where it comes from. */
    public static final Visitor NOBODY = new Visitor(null, null, null, null, JsonText.EMPTY_OBJECT);

    /** Lets nobody in. */
    public static final ChannelAuthorizer CLOSED = request -> new Grant.Refused(403, "closed");

    public static final ConversationLimits LIMITS = new ConversationLimits(1_000, 8);

    private TestServices() {}

    public static Services of(ChannelRegistry registry, ConversationLimits limits, Meters meters) {
        return of(registry, new FanOut(registry, meters, 1 << 20), CLOSED, limits, meters);
    }

    public static Services of(
            ChannelRegistry registry,
            FanOut fanOut,
            ChannelAuthorizer authorizer,
            ConversationLimits limits,
            Meters meters) {
        return new Services(
                TestApps.directory(),
                registry,
                new LocalBroker(new Publisher(fanOut, meters, 200)),
                new Users(),
                authorizer,
                pool(4, 100),
                limits,
                meters);
    }

    /** For an application of the test's. */
    public static Services of(AppDirectory apps, ChannelRegistry registry, ConversationLimits limits, Meters meters) {
        return with(apps, of(registry, limits, meters));
    }

    /** The same for another application. */
    static Services with(AppDirectory apps, Services services) {
        return new Services(
                apps,
                services.registry(),
                services.broker(),
                services.users(),
                services.authorizer(),
                services.pool(),
                services.limits(),
                services.meters());
    }

    /** With a client of the default application that comes from nowhere. */
    static EchoConversation echo(Connection connection, Services services) {
        return new EchoConversation(party(connection, services), NOBODY);
    }

    static Party party(Connection connection, Services services) {
        return new Party(connection, services.apps().standard(), services);
    }

    /** Of daemons, which end when they are idle. */
    public static AuthPool pool(int threads, int queue) {
        return new AuthPool(new AuthLoad(threads, queue, 8), task -> {
            Thread thread = new Thread(task, "test-authorizer");
            thread.setDaemon(true);
            return thread;
        });
    }
}
