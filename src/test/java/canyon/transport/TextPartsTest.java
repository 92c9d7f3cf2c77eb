package canyon.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TextPartsTest {
    private final Told told = new Told();
    private final TextParts parts = new TextParts(10, told);

    @Test
    void a_message_in_one_part_is_whole_and_not_copied() {
        String message = "abc";

        parts.onMessage(message, true);

        assertThat(told.texts).hasSize(1).first().isSameAs(message);
    }

    @Test
    void parts_become_one_message_and_the_next_begins_anew() {
        parts.onMessage("ab", false);
        parts.onMessage("", false);
        assertThat(told.texts).isEmpty();
        parts.onMessage("cd", true);
        parts.onMessage("0123456789", false);
        parts.onMessage("", true);

        assertThat(told.texts).containsExactly("abcd", "0123456789");
    }

    @Test
    void an_empty_message_is_one() {
        parts.onMessage("", true);

        assertThat(told.texts).containsExactly("");
    }

    @Test
    void the_bound_counts_bytes_of_utf_8() {
        parts.onMessage("ääääé", true);
        assertThat(told.texts).containsExactly("ääääé");

        parts.onMessage("äääääa", true);
        assertThat(told.tooBig).isOne();
    }

    @Test
    void a_message_is_too_big_before_its_end() {
        parts.onMessage("äää", false);
        assertThat(told.tooBig).isZero();

        parts.onMessage("🦊a", false);
        assertThat(told.tooBig).isOne();
        assertThat(told.texts).isEmpty();
    }

    @Test
    void what_follows_a_message_that_is_too_big_is_dropped_and_must_end() {
        parts.onMessage("0123456789a", true);
        parts.onMessage("012345678", true);
        assertThat(told.unstopped).isZero();

        parts.onMessage("0", false);

        assertThat(told.unstopped).isOne();
        assertThat(told.tooBig).isOne();
        assertThat(told.texts).isEmpty();
    }

    private static final class Told implements TextTaker {
        private final List<String> texts = new ArrayList<>();
        private int tooBig;
        private int unstopped;

        @Override
        public void text(String message) {
            texts.add(message);
        }

        @Override
        public void tooBig() {
            tooBig++;
        }

        @Override
        public void unstopped() {
            unstopped++;
        }
    }
}
