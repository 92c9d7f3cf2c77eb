package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeopleReconnectIT {
    @Test
    void private_and_presence_channels_come_back_by_themselves_after_a_restart(Browser browser, DemoServer demo)
            throws IOException {
        List<DemoPage> pages = Choice.versions()
                .map(choice -> DemoPage.open(browser, demo, choice))
                .toList();
        List<DemoPerson> alices = pages.stream().map(DemoPerson::alice).toList();
        List<DemoPerson> bobs = pages.stream().map(DemoPerson::bob).toList();
        alices.forEach(alice -> alice.awaitDesk("let in"));

        demo.canyon().close();
        alices.forEach(alice -> alice.awaitDesk("connection lost"));
        bobs.forEach(bob -> bob.awaitRoom("connection lost"));
        demo.canyon().restart();

        alices.forEach(alice -> alice.awaitDesk("let in"));
        alices.forEach(alice -> alice.awaitMembers("Alice", "Bob"));
        bobs.forEach(bob -> bob.awaitMembers("Alice", "Bob"));
        bobs.forEach(bob -> bob.awaitDesk("refused (403)"));
        alices.get(0).say("back");
        bobs.forEach(bob -> bob.awaitLastLine("Alice back"));
        assertThat(browser.takeConsoleErrors()).isNotEmpty().allMatch(error -> error.matches(ReconnectIT.NOT_THERE));
    }
}
