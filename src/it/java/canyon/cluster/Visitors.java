package canyon.cluster;

import static canyon.cluster.Room.news;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.PusherSocket;
import java.io.IOException;

/** Members of one room who are at two nodes, and what they see of each other. */
record Visitors(NodePair nodes, Room room) {
    private static final int EVENTS = 10;

    PusherSocket enter(int node, String user) throws IOException {
        return room.enter(nodes.peer(node), user);
    }

    /** The others see who enters. */
    PusherSocket meet(int node, String user, PusherSocket... others) throws IOException {
        PusherSocket socket = enter(node, user);
        for (PusherSocket other : others) {
            assertThat(news(other)).isEqualTo("+" + user);
        }
        return socket;
    }

    void publish(int node, String data) throws IOException {
        room.publish(nodes.peer(node), data);
    }

    /** Both nodes are ready and know of each other, and each event of each node reaches each of these once. */
    void allIsWell(PusherSocket... all) throws Exception {
        nodes.awaitReady();
        for (int i = 0; i < EVENTS; i++) {
            String data = "sure-" + i;
            publish(1 + i % nodes.count(), data);
            for (PusherSocket client : all) {
                assertThat(news(client)).isEqualTo(data);
            }
        }
        for (PusherSocket client : all) {
            client.isUnharmed();
        }
    }
}
