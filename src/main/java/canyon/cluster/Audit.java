package canyon.cluster;

import canyon.message.ChannelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Asks the ledger for the versions of channels, of some at a time, of all in turn. For the desk. */
final class Audit {
    private final Desk desk;
    private final Ledger ledger;
    private final int most;
    private final List<ChannelName> left = new ArrayList<>();

    /** @param most channels that are asked for at once */
    Audit(Desk desk, Ledger ledger, int most) {
        this.desk = desk;
        this.ledger = ledger;
        this.most = most;
    }

    /**
     * Goes on with the next ones.
     *
     * @param all with which it begins anew after the last one
     * @param found hears the versions
     */
    void goOn(Set<ChannelName> all, BiConsumer<ChannelName, Version> found) {
        if (left.isEmpty()) {
            left.addAll(all);
        }
        List<ChannelName> next = left.subList(Math.max(0, left.size() - most), left.size());
        List<ChannelName> some = List.copyOf(next);
        next.clear();
        if (!some.isEmpty()) {
            ledger.versions(some, versions -> desk.post(() -> versions.ifPresent(each -> tell(some, each, found))));
        }
    }

    private static void tell(List<ChannelName> names, List<Version> versions, BiConsumer<ChannelName, Version> found) {
        for (int i = 0; i < names.size(); i++) {
            found.accept(names.get(i), versions.get(i));
        }
    }
}
