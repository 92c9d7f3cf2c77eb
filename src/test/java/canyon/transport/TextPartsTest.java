package canyon.transport;

import static canyon.transport.TextParts.Progress.TOO_BIG;
import static canyon.transport.TextParts.Progress.UNFINISHED;
import static canyon.transport.TextParts.Progress.UNSTOPPED;
import static canyon.transport.TextParts.Progress.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TextPartsTest {
    private final TextParts parts = new TextParts(10);

    @Test
    void a_message_in_one_part_is_whole_and_not_copied() {
        String message = "abc";

        assertThat(parts.add(message, true)).isEqualTo(WHOLE);
        assertThat(parts.take()).isSameAs(message);
    }

    @Test
    void parts_become_one_message_and_the_next_begins_anew() {
        assertThat(parts.add("ab", false)).isEqualTo(UNFINISHED);
        assertThat(parts.add("", false)).isEqualTo(UNFINISHED);
        assertThat(parts.add("cd", true)).isEqualTo(WHOLE);
        assertThat(parts.take()).isEqualTo("abcd");

        assertThat(parts.add("0123456789", false)).isEqualTo(UNFINISHED);
        assertThat(parts.add("", true)).isEqualTo(WHOLE);
        assertThat(parts.take()).isEqualTo("0123456789");
    }

    @Test
    void an_empty_message_is_one() {
        assertThat(parts.add("", true)).isEqualTo(WHOLE);
        assertThat(parts.take()).isEmpty();
    }

    @Test
    void the_bound_counts_bytes_of_utf_8() {
        assertThat(new TextParts(10).add("ääääé", true)).isEqualTo(WHOLE);
        assertThat(new TextParts(10).add("äääääa", true)).isEqualTo(TOO_BIG);
        TextParts inParts = new TextParts(10);
        assertThat(inParts.add("äää", false)).isEqualTo(UNFINISHED);
        assertThat(inParts.add("🦊a", false)).isEqualTo(TOO_BIG);
    }

    @Test
    void a_message_is_too_big_before_its_end() {
        assertThat(parts.add("012345", false)).isEqualTo(UNFINISHED);
        assertThat(parts.add("012345", false)).isEqualTo(TOO_BIG);
    }

    @Test
    void what_follows_a_message_that_is_too_big_is_dropped_and_must_end() {
        assertThat(parts.add("0123456789a", true)).isEqualTo(TOO_BIG);
        assertThat(parts.take()).isEmpty();

        assertThat(parts.add("012345678", true)).isEqualTo(UNFINISHED);
        assertThat(parts.add("0", false)).isEqualTo(UNSTOPPED);
        assertThat(parts.add("", true)).isEqualTo(UNSTOPPED);
    }
}
