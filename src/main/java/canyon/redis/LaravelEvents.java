package canyon.redis;

import canyon.channel.ChannelRegistry;
import canyon.channel.Publisher;
import canyon.message.ChannelName;
import canyon.metrics.Meters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Publishes what Laravel says, and tells people about what it cannot. Not thread-safe: for the subscriber's thread. */
public final class LaravelEvents implements RedisListener {
    /** What Canyon, or another server beside it, tells others of presence channels; nothing for clients. */
    private static final byte[] OWN_UPDATES = ChannelName.PRESENCE_UPDATES.getBytes(StandardCharsets.UTF_8);

    private final LaravelMessages messages;
    private final Publisher publisher;
    private final DropLog drops;
    private final PrefixHints hints;

    public LaravelEvents(LaravelMessages messages, Publisher publisher, ChannelRegistry registry, Meters meters) {
        LongSupplier ticker = System::nanoTime;
        this.messages = messages;
        this.publisher = publisher;
        this.drops = new DropLog(meters, ticker);
        this.hints = new PrefixHints(registry, ticker);
    }

    @Override
    public void receive(byte[] channel, byte[] message) throws InterruptedException {
        if (Arrays.equals(channel, OWN_UPDATES)) {
            return;
        }
        LaravelMessage read = messages.read(channel, message);
        if (read instanceof LaravelMessage.Event event) {
            hints.look(event.redisChannel(), event.broadcast().channel());
            publisher.publish(event.broadcast());
        } else if (read instanceof LaravelMessage.Dropped dropped) {
            drops.dropped(dropped.reason(), channel);
        }
    }
}
