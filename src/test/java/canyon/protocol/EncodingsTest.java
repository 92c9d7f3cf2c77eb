package canyon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.ServerMessage;
import canyon.message.SocketId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EncodingsTest {
    private static final SocketId ALICE = new SocketId("1.1");
    private static final SocketId BOB = new SocketId("1.2");

    private final CountingProtocol red = new CountingProtocol("red");
    private final CountingProtocol blue = new CountingProtocol("blue");

    @Test
    void a_message_is_encoded_once_for_each_protocol() {
        Encodings encodings = new Encodings(List.of(event("a", null), event("b", null)));

        List<Segment> first = encodings.in(red);

        assertThat(encodings.in(red)).isSameAs(first);
        assertThat(encodings.in(red, ALICE)).hasSize(1);
        assertThat(texts(first)).containsExactly("red a", "red b");
        assertThat(texts(encodings.in(blue))).containsExactly("blue a", "blue b");
        assertThat(red.encoded).isEqualTo(2);
        assertThat(blue.encoded).isEqualTo(2);
    }

    @Test
    void nobody_is_excluded_unless_a_message_says_so() {
        Encodings encodings = new Encodings(List.of(event("a", null)));

        assertThat(encodings.excludes(ALICE)).isFalse();
    }

    @Test
    void the_sender_gets_everything_but_its_own() {
        Encodings encodings = new Encodings(List.of(event("a", null), event("b", ALICE), event("c", BOB)));

        assertThat(encodings.excludes(ALICE)).isTrue();
        assertThat(encodings.excludes(new SocketId("1.3"))).isFalse();
        assertThat(texts(encodings.in(red, ALICE))).containsExactly("red a", "red c");
        assertThat(texts(encodings.in(red, BOB))).containsExactly("red a", "red b");
        assertThat(texts(encodings.in(red))).containsExactly("red a", "red b", "red c");
        assertThat(red.encoded).isEqualTo(3);
    }

    @Test
    void a_sender_who_sent_all_of_it_gets_nothing() {
        Encodings encodings = new Encodings(List.of(event("a", ALICE)));

        assertThat(encodings.in(red, ALICE)).isEmpty();
    }

    private static Broadcast event(String name, @Nullable SocketId except) {
        return new Broadcast(new ChannelName("orders"), name, JsonText.NULL, except);
    }

    private static List<String> texts(List<Segment> segments) {
        List<String> texts = new ArrayList<>();
        segments.forEach(segment -> segment.frames().forEach(frame -> texts.add(frame.text())));
        return texts;
    }

    private static final class CountingProtocol implements Protocol {
        private final String name;
        private int encoded;

        CountingProtocol(String name) {
            this.name = name;
        }

        @Override
        public Frame encode(ServerMessage message) {
            encoded++;
            return Frame.text(name + " " + ((ServerMessage.Event) message).event());
        }
    }
}
