package canyon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.TestApps;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The examples of Pusher's own "Authentication signatures". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoSignatureTest {
    private final DemoSignature signature =
            new DemoSignature(TestApps.directory().standard());

    @Test
    void a_private_channel_is_signed_as_in_the_example() {
        assertThat(signature.of("1234.1234", "private-foobar").string())
                .isEqualTo("278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4");
    }

    @Test
    void a_presence_channel_is_signed_as_in_the_example() {
        String member = "{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Channels\"}}";

        assertThat(signature.of("1234.1234", "presence-foobar", member).string())
                .isEqualTo("278d425bdf160c739803:31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80");
    }

    @Test
    void a_user_is_signed_as_in_the_example() {
        assertThat(signature
                        .of("1234.1234", "", "user", "", "{\"id\":\"12345\"}")
                        .string())
                .isEqualTo("278d425bdf160c739803:4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
    }
}
