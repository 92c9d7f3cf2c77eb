package canyon.redis;

import canyon.channel.ChannelRegistry;
import canyon.channel.Publisher;
import canyon.message.ChannelName;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Publishes what Laravel says, and tells people about what it cannot. A message to which nobody on this node listens is
 * not read: usually most of them are for clients of other nodes, or of another application on the same Redis. Not
 * thread-safe: for the subscriber's thread.
 */
public final class LaravelEvents implements RedisListener {
    /** What Canyon, or another server beside it, tells others of presence channels; nothing for clients. */
    private static final byte[] OWN_UPDATES = ChannelName.PRESENCE_UPDATES.getBytes(StandardCharsets.UTF_8);

    private final LaravelMessages messages;
    private final AddressBook addresses;
    private final Publisher publisher;
    private final ChannelRegistry registry;
    private final Meters meters;
    private final DropLog drops;
    private final PrefixHints hints;

    public LaravelEvents(LaravelMessages messages, Publisher publisher, ChannelRegistry registry, Meters meters) {
        LongSupplier ticker = System::nanoTime;
        this.messages = messages;
        this.addresses = new AddressBook(messages::address);
        this.publisher = publisher;
        this.registry = registry;
        this.meters = meters;
        this.drops = new DropLog(meters, ticker);
        this.hints = new PrefixHints(registry, ticker);
    }

    @Override
    public void receive(byte[] channel, byte[] message) throws InterruptedException {
        if (Arrays.equals(channel, OWN_UPDATES)) {
            return;
        }
        Address address = addresses.find(channel);
        if (address instanceof Address.Closed closed) {
            if (!isBetweenNodes(closed, channel)) {
                drops.dropped(closed.reason(), channel);
            }
        } else if (address instanceof Address.Known known) {
            receive(known, channel, message);
        }
    }

    /** A burst goes to each client in one write; an event waits for what came with it, not for what may come. */
    @Override
    public void caughtUp() {
        publisher.release();
    }

    /** Whoever subscribes to all channels hears the nodes' own, too: nothing is lost there. */
    private static boolean isBetweenNodes(Address.Closed closed, byte[] channel) {
        return closed.reason() == Drop.RESERVED_CHANNEL
                && ChannelName.isBetweenNodes(new String(channel, StandardCharsets.UTF_8));
    }

    private void receive(Address.Known address, byte[] channel, byte[] message) throws InterruptedException {
        boolean isHeard = registry.isOccupied(address.name());
        if (!isHeard && !messages.isTooBig(message)) {
            hints.look(address.redisChannel(), address.name());
            if (!address.isCache()) {
                meters.unheard();
                return;
            }
        }
        LaravelMessage read = messages.read(address, message);
        if (read instanceof LaravelMessage.Event event) {
            publisher.gather(event.broadcast());
        } else if (read instanceof LaravelMessage.Dropped dropped) {
            drops.dropped(dropped.reason(), channel);
        }
    }
}
