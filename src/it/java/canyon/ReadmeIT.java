package canyon;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.support.ServerKind;
import canyon.support.UnpackedServer;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** The commands of the server's README in server-config, from an unpacked server on. */
@Tag("readme")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadmeIT {
    /** Of a server that starts on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final ServerKind KIND = ServerKind.current();

    private UnpackedServer server;

    @BeforeAll
    void unpack() throws IOException {
        server = new UnpackedServer();
    }

    @AfterAll
    void close() throws IOException {
        server.close();
    }

    @Test
    @Order(1)
    void first_block_leads_to_a_page_that_answers() throws IOException {
        server.follow(first());

        awaitAnswer(server.peer(6001), "/");
    }

    @Test
    @Order(2)
    void another_block_moves_it_to_a_path() throws IOException {
        changing(
                switch (KIND) {
                    case WILDFLY -> "at-canyon/";
                    case OPEN_LIBERTY -> "CONTEXT_ROOT";
                    default -> "--force";
                });

        awaitAnswer(server.peer(6001), "/canyon/");
        assertThat(server.peer(6001).get("/").answer().body()).isNotEqualTo("OK");
    }

    @Test
    @Order(3)
    void another_block_adds_tls() throws IOException, GeneralSecurityException {
        changing("keytool");

        // On Open Liberty the path is in the environment, and not of this start.
        awaitAnswer(
                server.securePeer(KIND == ServerKind.WILDFLY ? 8443 : 6443),
                KIND == ServerKind.OPEN_LIBERTY ? "/" : "/canyon/");
    }

    private static String first() {
        return switch (KIND) {
            case WILDFLY -> "canyon.cli";
            case OPEN_LIBERTY -> "jvm.options";
            default -> "pre-boot.asadmin";
        };
    }

    /** WildFly is changed while it is stopped; the others' blocks stop and start them. */
    private void changing(String block) throws IOException {
        if (KIND == ServerKind.WILDFLY) {
            server.stop();
        }
        server.follow(block);
        if (KIND == ServerKind.WILDFLY) {
            server.startAsIn(first());
        }
    }

    private static void awaitAnswer(Peer peer, String path) {
        Await.within(PATIENCE, () -> {
            try {
                HttpAnswer answer = peer.get(path).answer();
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                // In development mode the demo page.
                assertThat(answer.body()).containsAnyOf("OK", "<title>Canyon demo");
            } catch (IOException e) {
                throw new AssertionError("no answer yet", e);
            }
        });
    }
}
