package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.config.RedisSettings.SentinelLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisReadingTest {
    private static final String URL = "canyon.redis.url";
    private static final String CA = "canyon.redis.tls.ca";
    private static final String CERT = "canyon.redis.tls.cert";
    private static final String KEY = "canyon.redis.tls.key";

    @TempDir
    Path folder;

    @Test
    void the_sentinels_have_a_password_of_their_own() {
        LoadedSettings loaded = SettingsLoader.load(
                MapSource.of(URL, "redis-sentinel://:one@a.test/main").with("canyon.redis.sentinel.password", "two"));

        assertThat(loaded.settings().redis().sentinels()).isEqualTo(new SentinelLogin(null, new Secret("two")));
        assertThat(loaded.settings().redis().secrets()).containsExactly(new Secret("one"), new Secret("two"));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void a_password_of_sentinels_that_are_not_asked_is_mentioned() {
        assertThat(warnings(MapSource.of(URL, "redis://a.test").with("canyon.redis.sentinel.password", "hunter2")))
                .startsWith("canyon.redis.sentinel.password has no effect")
                .doesNotContain("hunter2");
    }

    @Test
    void a_user_of_the_sentinels_needs_a_password() {
        assertThat(problem(MapSource.of(URL, "redis-sentinel://a.test/main").with("canyon.redis.sentinel.user", "x")))
                .isEqualTo("canyon.redis.sentinel.user needs canyon.redis.sentinel.password");
    }

    @Test
    void exact_holds_with_literal_prefixes() {
        MapSource source = MapSource.of(URL, "redis://a.test")
                .with("canyon.redis.subscription", "exact")
                .with("canyon.redis.subscription-timeout", "PT1S")
                .with("canyon.redis.prefix", "shop_,none");

        LoadedSettings loaded = SettingsLoader.load(source);

        assertThat(loaded.settings().redis().subscription())
                .isEqualTo(new RedisSubscription(true, Duration.ofSeconds(1)));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void with_a_pattern_among_the_prefixes_exact_falls_back_and_that_is_said() {
        LoadedSettings loaded =
                SettingsLoader.load(MapSource.of(URL, "redis://a.test").with("canyon.redis.subscription", "exact"));

        assertThat(loaded.settings().redis().subscription().isExact()).isFalse();
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .contains("canyon.redis.subscription = \"exact\"", "*_database_,*-database-,none", "\"pattern\"");
    }

    @Test
    void a_subscription_is_pattern_or_exact() {
        assertThat(problem(MapSource.of("canyon.redis.subscription", "some"))).contains("neither pattern nor exact");
    }

    @Test
    void a_certificate_needs_its_key() {
        assertThat(problem(MapSource.of(URL, "rediss://a.test").with(CERT, "/tmp/cert.pem")))
                .isEqualTo("canyon.redis.tls.cert and canyon.redis.tls.key belong together: set both or neither");
    }

    @Test
    void files_without_tls_are_mentioned() throws IOException {
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, TestPem.CERTIFICATE);

        assertThat(warnings(MapSource.of(URL, "redis://a.test").with(CA, ca.toString())))
                .startsWith("canyon.redis.tls.* has no effect");
        assertThat(SettingsLoader.load(MapSource.of(URL, "rediss://a.test").with(CA, ca.toString()))
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | holds no certificate in PEM (-----BEGIN CERTIFICATE-----)",
                "-----BEGIN CERTIFICATE-----aGVsbG8=-----END CERTIFICATE----- | holds a damaged certificate",
                "-----BEGIN CERTIFICATE-----?-----END CERTIFICATE----- | holds a damaged certificate",
                "-----BEGIN PRIVATE KEY-----aGVsbG8=-----END PRIVATE KEY----- | holds no certificate in PEM",
            })
    void a_file_that_is_no_certificate_is_named_with_the_reason(String text, String reason) throws IOException {
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, text);

        assertThat(problem(MapSource.of(URL, "rediss://a.test").with(CA, ca.toString())))
                .startsWith("canyon.redis.tls: " + ca + " ")
                .contains(reason);
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(problem(MapSource.of(URL, "rediss://a.test").with(CA, "/not/there.pem")))
                .isEqualTo("canyon.redis.tls: /not/there.pem does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----aGh1bnRlcjI=-----END ENCRYPTED PRIVATE KEY----- | openssl pkcs8",
                "-----BEGIN RSA PRIVATE KEY-----aGh1bnRlcjI=-----END RSA PRIVATE KEY----- | openssl pkcs8 -topk8 -nocrypt",
                "-----BEGIN PRIVATE KEY-----aGh1bnRlcjI=-----END PRIVATE KEY----- | holds a damaged private key",
                "hunter2 | holds no private key in PEM",
            })
    void a_file_that_is_no_key_is_named_and_not_shown(String text, String reason) throws IOException {
        Path cert = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(cert, TestPem.CERTIFICATE);
        Files.writeString(key, text);

        assertThat(problem(MapSource.of(URL, "rediss://a.test")
                        .with(CERT, cert.toString())
                        .with(KEY, key.toString())))
                .startsWith("canyon.redis.tls: " + key + " ")
                .contains(reason)
                .doesNotContain("hunter2", "aGh1bnRlcjI");
    }

    @Test
    void the_key_of_another_certificate_is_recognised() throws Exception {
        Path cert = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(cert, TestPem.CERTIFICATE);
        Files.writeString(key, TestPem.key());

        assertThat(problem(MapSource.of(URL, "rediss://a.test")
                        .with(CERT, cert.toString())
                        .with(KEY, key.toString())))
                .isEqualTo("canyon.redis.tls: " + key + " is not the key of the first certificate in " + cert);
    }

    private static String warnings(MapSource source) {
        return String.join("\n", SettingsLoader.load(source).warnings());
    }

    private static String problem(MapSource source) {
        InvalidSettingsException refusal =
                catchThrowableOfType(InvalidSettingsException.class, () -> SettingsLoader.load(source));
        return String.join("\n", refusal.problems());
    }
}
