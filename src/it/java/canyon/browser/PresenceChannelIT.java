package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class PresenceChannelIT {
    private final Browser browser;
    private final DemoServer demo;

    PresenceChannelIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#versions")
    void each_of_two_users_sees_the_other_leave_and_join(Choice choice) {
        DemoPage page = openRoom(choice);
        DemoPerson alice = DemoPerson.alice(page);
        DemoPerson bob = DemoPerson.bob(page);

        bob.toggleRoom();
        alice.awaitLastLine("Bob left");
        alice.awaitMembers("Alice");
        bob.awaitRoom("not in the room");
        bob.awaitMembers();

        bob.toggleRoom();
        alice.awaitLastLine("Bob joined");
        alice.awaitMembers("Alice", "Bob");
        bob.awaitMembers("Alice", "Bob");
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#versions")
    void a_whisper_reaches_the_other_and_not_the_one_who_whispers(Choice choice) {
        DemoPage page = openRoom(choice);
        DemoPerson alice = DemoPerson.alice(page);
        DemoPerson bob = DemoPerson.bob(page);

        alice.write("Grüße, 世界");
        bob.awaitTyping("Alice is typing…");
        alice.say("Grüße, 世界");
        bob.awaitLastLine("Alice Grüße, 世界");
        bob.awaitTyping("");
        bob.say("hello");

        alice.awaitLastLine("Bob hello");
        assertThat(alice.chat().stream().filter(line -> line.equals("Alice Grüße, 世界")))
                .as("what Alice sees of her own whisper")
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#versions")
    void a_user_in_two_tabs_joins_with_the_first_and_leaves_with_the_last(Choice choice) {
        DemoPage first = openRoom(choice);
        DemoPerson bob = DemoPerson.bob(first);
        bob.say("alone");
        DemoPage second = openRoom(choice);
        DemoPerson otherAlice = DemoPerson.alice(second);

        // Back in the room, she has certainly left it before.
        otherAlice.toggleRoom();
        otherAlice.toggleRoom();
        otherAlice.awaitMembers("Alice", "Bob");
        otherAlice.say("here twice");
        bob.awaitLastLine("Alice here twice");
        assertThat(bob.chat()).endsWith("Bob alone", "Alice here twice");

        DemoPerson.alice(first).toggleRoom();
        otherAlice.say("here once");
        bob.awaitLastLine("Alice here once");
        bob.awaitMembers("Alice", "Bob");

        second.window().close();
        bob.awaitLastLine("Alice left");
        bob.awaitMembers("Bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4", "reverb"})
    void with_polling_both_connect_when_they_are_told_to(String client) {
        DemoPage page = DemoPage.open(browser, demo, new Choice(client, "polling"));
        DemoPerson alice = DemoPerson.alice(page);
        DemoPerson bob = DemoPerson.bob(page);
        alice.awaitRoom("not in the room");
        assertThat(page.window().text("polling-note")).contains("six to one server");

        alice.toggleRoom();
        bob.toggleRoom();
        alice.awaitMembers("Alice", "Bob");
        bob.awaitMembers("Alice", "Bob");

        alice.say("by polling");
        bob.awaitLastLine("Alice by polling");
    }

    /** Returns when both are in the room and know of each other. */
    private DemoPage openRoom(Choice choice) {
        DemoPage page = DemoPage.open(browser, demo, choice);
        DemoPerson.alice(page).awaitMembers("Alice", "Bob");
        DemoPerson.bob(page).awaitMembers("Alice", "Bob");
        return page;
    }
}
