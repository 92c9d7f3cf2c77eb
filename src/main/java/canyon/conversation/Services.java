package canyon.conversation;

import canyon.auth.AuthPool;
import canyon.auth.ChannelAuthorizer;
import canyon.broker.Broker;
import canyon.channel.ChannelRegistry;
import canyon.metrics.Meters;

/** What all conversations use. */
public record Services(
        ChannelRegistry registry,
        Broker broker,
        ChannelAuthorizer authorizer,
        AuthPool pool,
        ConversationLimits limits,
        Meters meters) {}
