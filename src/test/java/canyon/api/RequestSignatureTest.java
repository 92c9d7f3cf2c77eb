package canyon.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.app.App;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the worked example of Pusher's "HTTP API reference". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestSignatureTest {
    private static final String PATH = "/apps/3/events";
    private static final byte[] BODY =
            "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}".getBytes(UTF_8);
    private static final String MD5 = "ec365a775a4cd0599faeb73354201b6f";
    private static final String UNSIGNED =
            "auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0&body_md5=" + MD5;
    private static final String SIGNATURE = "da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c";
    private static final String QUERY = UNSIGNED + "&auth_signature=" + SIGNATURE;
    private static final String TEXT = "POST\n" + PATH + "\n" + UNSIGNED;

    private final App app = TestApp.of("3", "278d425bdf160c739803", "7ad3773142a6692b25b8");

    @Test
    void the_documented_example_is_right() throws Exception {
        RequestSignature signature = RequestSignature.of(Query.parse(QUERY));

        signature.checkKey(app);
        signature.checkTime(Instant.ofEpochSecond(1353088179));
        signature.checkBody(BODY);
        signature.check(app, "POST", List.of(PATH), false);
        assertThat(app.sign(TEXT)).isEqualTo(SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /apps/3/events, 3, 278d425bdf160c739803, 7ad3773142a6692b25b8",
        "POST, /apps/3/batch_events, 3, 278d425bdf160c739803, 7ad3773142a6692b25b8",
        "POST, /apps/3/events, 3, 278d425bdf160c739803, 7ad3773142a6692b25b9"
    })
    void another_method_path_or_secret_is_not_what_was_signed(
            String method, String path, String id, String key, String secret) throws Exception {
        RequestSignature signature = RequestSignature.of(Query.parse(QUERY));

        assertThat(refused(() -> signature.check(TestApp.of(id, key, secret), method, List.of(path), false)))
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(401);
                    assertThat(refusal.answer())
                            .startsWith("auth_signature is wrong")
                            .doesNotContain("expected");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {UNSIGNED + "&info=user_count", "auth_timestamp=1353088180"})
    void another_parameter_is_not_what_was_signed(String query) throws Exception {
        String changed =
                query.startsWith("auth_timestamp") ? UNSIGNED.replace("auth_timestamp=1353088179", query) : query;
        RequestSignature signature = RequestSignature.of(Query.parse(changed + "&auth_signature=" + SIGNATURE));

        assertThat(refused(() -> signature.check(app, "POST", List.of(PATH), false))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void in_development_mode_the_refusal_shows_what_should_have_been_signed() throws Exception {
        RequestSignature signature = RequestSignature.of(Query.parse(UNSIGNED + "&auth_signature=0"));

        assertThat(refused(() -> signature.check(app, "POST", List.of("/canyon" + PATH, PATH), true))
                        .answer())
                .endsWith("expected to be signed:\nPOST\n/canyon" + PATH + "\n" + UNSIGNED + "\nor\n" + TEXT);
    }

    @ParameterizedTest
    @ValueSource(longs = {-600, 0, 600})
    void a_clock_may_go_wrong_by_ten_minutes(long seconds) throws Exception {
        RequestSignature.of(Query.parse(QUERY)).checkTime(Instant.ofEpochSecond(1353088179 + seconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {-601, 601, 1_000_000_000})
    void a_request_of_another_time_is_refused_and_learns_the_server_s(long seconds) throws Exception {
        RequestSignature signature = RequestSignature.of(Query.parse(QUERY));
        long now = 1353088179 + seconds;

        RefusedRequestException refusal = refused(() -> signature.checkTime(Instant.ofEpochSecond(now)));

        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.answer())
                .isEqualTo(
                        "auth_timestamp 1353088179 must be within 600 seconds of the server's time, which is " + now);
    }

    @Test
    void another_key_is_refused() throws Exception {
        RequestSignature signature = RequestSignature.of(Query.parse(QUERY));

        RefusedRequestException refusal = refused(() -> signature.checkKey(TestApp.named("shop")));

        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.answer()).isEqualTo("auth_key is not the key of the application with the id shop");
    }

    @Test
    void another_body_is_refused_and_learns_its_digest() throws Exception {
        RequestSignature signature = RequestSignature.of(Query.parse(QUERY));

        RefusedRequestException refusal = refused(() -> signature.checkBody("{}".getBytes(UTF_8)));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.answer())
                .isEqualTo("body_md5 must be the MD5 of the body, which is 99914b932bd37a50b983c5e7c90ae93b"
                        + " for the 2 bytes received, got " + MD5);
    }

    @Test
    void a_digest_may_be_written_in_capitals() throws Exception {
        RequestSignature.of(Query.parse(QUERY.replace(MD5, "EC365A775A4CD0599FAEB73354201B6F")))
                .checkBody(BODY);
    }

    @Test
    void a_body_needs_a_digest_and_an_empty_one_may_have_it() throws Exception {
        RequestSignature without = RequestSignature.of(Query.parse(QUERY.replace("&body_md5=" + MD5, "")));
        RequestSignature ofNothing =
                RequestSignature.of(Query.parse(QUERY.replace(MD5, "d41d8cd98f00b204e9800998ecf8427e")));

        assertThat(refused(() -> without.checkBody(BODY)).answer()).isEqualTo("body_md5 is missing in the query");
        without.checkBody(new byte[0]);
        ofNothing.checkBody(new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth_timestamp=1&auth_version=1.0|auth_key is missing in the query",
                "auth_key=&auth_timestamp=1&auth_version=1.0|auth_key is missing in the query",
                "auth_key=k&auth_version=1.0|auth_timestamp is missing in the query",
                "auth_key=k&auth_timestamp=1|auth_version is missing in the query",
                "auth_key=k&auth_timestamp=1&auth_version=2.0|auth_version must be 1.0, got 2.0",
                "auth_key=k&auth_timestamp=-1&auth_version=1.0|auth_timestamp must be the seconds since 1970, got -1",
                "auth_key=k&auth_timestamp=1e9&auth_version=1.0|auth_timestamp must be the seconds since 1970, got 1e9",
                "auth_key=k&auth_timestamp=99999999999999999999&auth_version=1.0"
                        + "|auth_timestamp must be the seconds since 1970, got 99999999999999999999"
            })
    void an_incomplete_signature_is_named(String query, String error) {
        RefusedRequestException refusal =
                refused(() -> RequestSignature.of(Query.parse(query + "&auth_signature=" + SIGNATURE)));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.answer()).isEqualTo(error);
    }

    private static RefusedRequestException refused(ThrowingCallable call) {
        return catchThrowableOfType(RefusedRequestException.class, call);
    }
}
