package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import canyon.wire.Occupancy;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** Somebody was in a presence channel too, all the time, and meets a newcomer there afterwards. */
abstract class AmongMembers extends AmongOthers {
    /** What is not there. */
    private static final int NEWCOMER = 1000;

    /** Nobody of another test is in it. */
    final String room = "presence-room." + UUID.randomUUID();

    final LaravelApp app;
    final Occupancy occupancy;

    /** User 1, alone in the room. */
    final Intruder member;

    AmongMembers(CanyonServer canyon, RedisServerFixture redis, LaravelApp app) throws IOException {
        super(canyon, redis);
        this.app = app;
        occupancy = new Occupancy(peer);
        member = Intruder.at(peer, 3);
        member.subscribe(room, 1);
        assertThat(member.hear()).startsWith("42[\"presence:subscribed\",\"" + room + "\",[{\"user_id\":\"1\"");
        // What is awaited from here on is what the test does.
        app.reset();
    }

    @AfterEach
    void members_still_meet() throws IOException {
        app.reset();
        try (member;
                Intruder newcomer = Intruder.at(peer, 4)) {
            newcomer.subscribe(room, NEWCOMER);
            assertThat(newcomer.hear())
                    .startsWith("42[\"presence:subscribed\",\"" + room + "\",[{\"user_id\":\"1000\"")
                    .contains(member.id());
            assertThat(member.hear()).startsWith("42[\"presence:joining\",\"" + room + "\",{\"user_id\":\"1000\"");
            newcomer.whisper(room, "client-calm", "1");
            assertThat(member.hear()).isEqualTo("42[\"client-calm\",\"" + room + "\",1]");
        }
    }

    /** Somebody else in the room; the member has seen it come. */
    final Intruder neighbour(int user) throws IOException {
        Intruder neighbour = Intruder.at(peer, 4);
        neighbour.subscribe(room, user);
        assertThat(neighbour.hear()).startsWith("42[\"presence:subscribed\",\"" + room + "\",");
        assertThat(member.hear()).startsWith("42[\"presence:joining\",\"" + room + "\",{\"user_id\":\"" + user + "\"");
        return neighbour;
    }

    /** And has seen it go. */
    final void goes(Intruder neighbour, int user) throws IOException {
        neighbour.close();
        assertThat(member.hear()).startsWith("42[\"presence:leaving\",\"" + room + "\",{\"user_id\":\"" + user + "\"");
    }
}
