package canyon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Behind;
import canyon.support.ProxyKind;
import canyon.support.ReverseProxy;
import canyon.wire.Peer;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code server-config/nginx}. */
@Behind(ProxyKind.NGINX)
class NginxPassingOnIT extends PassingOn {
    NginxPassingOnIT() throws Exception {
        super(ProxyKind.NGINX);
    }

    @Override
    String atCanyon(String file) {
        return file.replace("location / {", "location /canyon/ {");
    }

    @Test
    void of_several_nodes_a_client_always_reaches_the_same() throws Exception {
        try (Upstream other = Upstream.start();
                ReverseProxy several = started(file -> {
                    assertThat(file).contains("# server 10.0.0.2:6001;");
                    return file.replace("# server 10.0.0.2:6001;", "server 127.0.0.1:" + other.port() + ";");
                })) {
            Set<String> reached = new TreeSet<>();
            for (int client = 1; client <= 20; client++) {
                Peer peer = peer(several).from("127.0.0." + client);
                Set<String> ofOne = new TreeSet<>();
                for (int i = 0; i < 5; i++) {
                    ofOne.add(peer.get("/").answer().body().split(" ", 2)[0]);
                }
                assertThat(ofOne).hasSize(1);
                reached.addAll(ofOne);
            }
            assertThat(reached).containsExactlyInAnyOrder(String.valueOf(upstreamPort()), String.valueOf(other.port()));
        }
    }
}
