package canyon.browser;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Between Pusher's library of an application and pusher-js "with encryption": Canyon only carries it. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class EncryptedChannelIT {
    private final Browser browser;
    private final DemoServer demo;

    EncryptedChannelIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.EchoVersion#all")
    void who_has_the_key_reads_what_was_published_and_others_are_not_let_in(EchoVersion version) {
        EchoPage alice = EchoPage.open(browser, demo, version);
        EchoPage bob = EchoPage.open(browser, demo, version);
        String join = """
                echoAs('%s').encryptedPrivate('desk.alice').subscribed(hear('in')).listen('.letter', hear('letter'))
                        .error((error) => hear('error')(error.status));""";
        alice.run(join.formatted("alice"));
        bob.run(join.formatted("bob"));
        alice.awaitHeard("in");
        bob.awaitHeard("error 403");

        demo.publishAsPusher("private-encrypted-desk.alice", "letter", Map.of("text", "Grüße, 世界"));
        demo.publishAsPusher("private-encrypted-desk.alice", "letter", "P.S.");

        alice.awaitHeard("in", "letter {\"text\":\"Grüße, 世界\"}", "letter \"P.S.\"");
    }
}
