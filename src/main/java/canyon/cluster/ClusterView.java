package canyon.cluster;

import java.util.List;

/** What operators want to know of the nodes. Safe for use from any thread. */
public interface ClusterView {
    ClusterMeters meters();

    /** All that live, as far as this one knows, this one first. */
    List<NodeState> nodes();

    /** Whether the other nodes are reached. */
    boolean isUp();

    /** Whether events for other nodes go by sharded pub/sub now. */
    boolean isSharded();

    /** Of a node without Redis. */
    static ClusterView none() {
        ClusterMeters nothing = new ClusterMeters();
        return new ClusterView() {
            @Override
            public ClusterMeters meters() {
                return nothing;
            }

            @Override
            public List<NodeState> nodes() {
                return List.of();
            }

            @Override
            public boolean isUp() {
                return false;
            }

            @Override
            public boolean isSharded() {
                return false;
            }
        };
    }
}
