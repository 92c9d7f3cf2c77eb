package canyon.channel;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.Presence;
import java.util.List;
import java.util.function.Supplier;

/** Several who hear the same, one after the other. */
public final class Observers implements ChannelObserver {
    private final List<ChannelObserver> all;

    public Observers(List<? extends ChannelObserver> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void occupied(ChannelName channel) {
        all.forEach(each -> each.occupied(channel));
    }

    @Override
    public void vacated(ChannelName channel) {
        all.forEach(each -> each.vacated(channel));
    }

    @Override
    public void counted(ChannelName channel, int subscriptions) {
        all.forEach(each -> each.counted(channel, subscriptions));
    }

    @Override
    public void countTold(ChannelName channel, int subscriptions) {
        all.forEach(each -> each.countTold(channel, subscriptions));
    }

    @Override
    public void joined(ChannelName channel, Member member) {
        all.forEach(each -> each.joined(channel, member));
    }

    @Override
    public void left(ChannelName channel, Member member) {
        all.forEach(each -> each.left(channel, member));
    }

    @Override
    public void changed(ChannelName channel, Supplier<List<Presence>> connections) {
        all.forEach(each -> each.changed(channel, connections));
    }

    @Override
    public void written(ChannelName channel) {
        all.forEach(each -> each.written(channel));
    }

    @Override
    public void missed(ChannelName channel) {
        all.forEach(each -> each.missed(channel));
    }

    @Override
    public void sent(Broadcast clientEvent) {
        all.forEach(each -> each.sent(clientEvent));
    }
}
