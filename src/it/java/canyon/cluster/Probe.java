package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What operators are told of one node. */
record Probe(Peer peer) {
    boolean isReady() throws IOException {
        return peer.get("/ops/ready").answer().status() == 200;
    }

    boolean isAlive() throws IOException {
        return peer.get("/ops/live").answer().status() == 200;
    }

    /** Whether messages to and from other nodes pass. */
    boolean reachesOthers() throws IOException {
        return metric("cluster_reached") == 1;
    }

    /** @param name without {@code canyon_} */
    void awaitMetric(String name, double value) throws IOException {
        Await.until(() -> assertThat(metric(name)).as(name).isEqualTo(value));
    }

    /** @param name without {@code canyon_} */
    double metric(String name) throws IOException {
        String all = peer.get("/ops/metrics").answer().body();
        Matcher line = Pattern.compile("(?m)^canyon_" + name + " (\\S+)$").matcher(all);
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
