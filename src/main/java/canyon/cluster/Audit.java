package canyon.cluster;

import canyon.message.ChannelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whose turn it is to be compared with the ledger: some channels at a time, all in turn. For the desk. */
final class Audit {
    private final int most;
    private final List<ChannelName> left = new ArrayList<>();

    /** @param most channels at once */
    Audit(int most) {
        this.most = most;
    }

    /**
     * The next ones, of which some may not be there any more.
     *
     * @param all with which it begins anew after the last one
     */
    List<ChannelName> next(Set<ChannelName> all) {
        if (left.isEmpty()) {
            left.addAll(all);
        }
        List<ChannelName> next = left.subList(Math.max(0, left.size() - most), left.size());
        List<ChannelName> some = List.copyOf(next);
        next.clear();
        return some;
    }
}
