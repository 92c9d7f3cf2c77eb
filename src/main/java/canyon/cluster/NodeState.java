package canyon.cluster;

import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One node, as another knows it.
 *
 * @param label of {@code canyon.node.id}
 * @param process tells it from others of its label, and from earlier lives
 * @param isSelf whether it is the one that was asked
 * @param facts what it told when it began
 * @param roundTripMillis of a message to it and back; negative while it is not known
 * @param counts what it told last of itself
 */
public record NodeState(
        String label,
        String process,
        boolean isSelf,
        Map<String, JsonText> facts,
        double roundTripMillis,
        Map<String, Long> counts) {
    static List<NodeState> all(Map<String, String> living, Map<String, Echoes.Peer> peers, NodeName self) {
        List<NodeState> all = new ArrayList<>();
        living.forEach((lease, facts) -> {
            String process = NodeName.processOf(lease);
            Echoes.Peer peer = peers.get(process);
            all.add(new NodeState(
                    NodeName.labelOf(process),
                    process,
                    self.isOwn(lease),
                    parse(facts),
                    peer == null ? -1 : peer.roundTripMillis(),
                    peer == null ? Map.of() : peer.counts()));
        });
        all.sort(Comparator.comparing(NodeState::isSelf)
                .reversed()
                .thenComparing(NodeState::label)
                .thenComparing(NodeState::process));
        return List.copyOf(all);
    }

    private static Map<String, JsonText> parse(String facts) {
        try {
            JsonText json = JsonText.parse(facts);
            return json.isObject() ? json.members() : Map.of();
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }
}
