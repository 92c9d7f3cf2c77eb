package canyon.cluster;

import canyon.cluster.Attendance.Ways;
import canyon.message.ChannelName;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Finds counts of this node that the ledger has lost while it was there, some at a time. For the desk. */
final class CountAudit {
    private final Ways ways;
    private final Map<ChannelName, Integer> written;
    private final Consumer<ChannelName> lost;
    private final Audit audit;

    /**
     * @param written what the ledger has been told of this node, and has answered
     * @param lost hears of which channel it has something else
     */
    CountAudit(Ways ways, Map<ChannelName, Integer> written, Consumer<ChannelName> lost) {
        this.ways = ways;
        this.written = written;
        this.lost = lost;
        this.audit = new Audit(ways.backlog().most());
    }

    /** Compares the next ones; a node alone does not write down what it has. */
    void goOn() {
        if (!ways.lives().isAlone()) {
            for (ChannelName channel : audit.next(written.keySet())) {
                ways.backlog().add(new Compared(channel), ended -> compare(channel, ended));
            }
        }
    }

    private record Compared(ChannelName channel) {}

    private void compare(ChannelName channel, Runnable ended) {
        Integer count = written.get(channel);
        if (count == null) {
            ended.run();
            return;
        }
        ways.ledger()
                .subscriptions(
                        channel,
                        ways.lives().lease(),
                        found -> ways.desk().post(() -> {
                            // What was written meanwhile, the ledger may have been told after it was asked.
                            boolean isSame = Objects.equals(written.get(channel), count);
                            if (isSame
                                    && found.filter(other -> !other.equals(count))
                                            .isPresent()) {
                                lost.accept(channel);
                            }
                            ended.run();
                        }));
    }
}
