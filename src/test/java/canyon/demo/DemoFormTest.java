package canyon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoFormTest {
    @Test
    void fields_come_from_the_query_and_from_the_body() {
        assertThat(DemoForm.fields("driver=pusher", "channel_name=private-desk.alice&socket_id=1.2"))
                .containsEntry("driver", "pusher")
                .containsEntry("channel_name", "private-desk.alice")
                .containsEntry("socket_id", "1.2")
                .hasSize(3);
        assertThat(DemoForm.fields(null, "a=1")).containsEntry("a", "1").hasSize(1);
        assertThat(DemoForm.fields("a=1", "")).containsEntry("a", "1").hasSize(1);
    }

    @Test
    void a_field_is_decoded() {
        assertThat(DemoForm.fields(null, "channel_name=presence-caf%C3%A9+%26=co"))
                .containsEntry("channel_name", "presence-café &=co");
    }

    @Test
    void the_first_of_a_name_counts_and_the_query_before_the_body() {
        assertThat(DemoForm.fields("a=1&a=2", "a=3")).containsEntry("a", "1").hasSize(1);
    }

    @Test
    void what_is_no_form_has_no_fields() {
        assertThat(DemoForm.fields(null, "")).isEmpty();
        assertThat(DemoForm.fields("", "&&=x&nothing&{\"a\":1}")).isEmpty();
        assertThat(DemoForm.fields(null, "a=%zz")).containsEntry("a", "%zz");
    }
}
