package canyon.api;

import canyon.app.App;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a signed request says about its signature (Pusher's "HTTP API reference", "Authentication"). Each check tells
 * the client what is wrong; they are made in this order, the cheap ones first.
 *
 * @param timestamp seconds since 1970
 */
record RequestSignature(Query query, String key, long timestamp, String signature) {
    /** How far the clocks of client and server may be apart. */
    static final Duration TOLERANCE = Duration.ofMinutes(10);

    private static final String VERSION = "1.0";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,15}");
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    /** @throws RefusedRequestException 400 if it is incomplete or of another version */
    static RequestSignature of(Query query) throws RefusedRequestException {
        String key = given(query, "auth_key");
        String timestamp = given(query, "auth_timestamp");
        String version = given(query, "auth_version");
        if (!version.equals(VERSION)) {
            throw new RefusedRequestException(
                    BAD_REQUEST, "auth_version must be " + VERSION + ", got " + ChannelNames.shown(version));
        }
        if (!SECONDS.matcher(timestamp).matches()) {
            throw new RefusedRequestException(
                    BAD_REQUEST, "auth_timestamp must be the seconds since 1970, got " + ChannelNames.shown(timestamp));
        }
        return new RequestSignature(query, key, Long.parseLong(timestamp), given(query, "auth_signature"));
    }

    private static String given(Query query, String name) throws RefusedRequestException {
        Optional<String> value = query.first(name).filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
            throw new RefusedRequestException(BAD_REQUEST, name + " is missing in the query");
        }
        return value.get();
    }

    /** @throws RefusedRequestException 401 if {@code app} has another key */
    void checkKey(App app) throws RefusedRequestException {
        if (!app.key().equals(key)) {
            throw new RefusedRequestException(
                    UNAUTHORIZED, "auth_key is not the key of the application with the id " + app.id());
        }
    }

    /** @throws RefusedRequestException 401 if it was signed too long ago, or too far in the future */
    void checkTime(Instant now) throws RefusedRequestException {
        long age = now.getEpochSecond() - timestamp;
        if (Math.abs(age) > TOLERANCE.toSeconds()) {
            throw new RefusedRequestException(
                    UNAUTHORIZED,
                    "auth_timestamp %d must be within %d seconds of the server's time, which is %d"
                            .formatted(timestamp, TOLERANCE.toSeconds(), now.getEpochSecond()));
        }
    }

    /**
     * @throws RefusedRequestException 400 if {@code body_md5} is not that of {@code body}, or missing although there is
     *     one
     */
    void checkBody(byte[] body) throws RefusedRequestException {
        String md5 = md5(body);
        Optional<String> given = query.first("body_md5");
        if (given.isEmpty() && body.length > 0) {
            throw new RefusedRequestException(BAD_REQUEST, "body_md5 is missing in the query");
        }
        if (given.isPresent() && !given.get().equalsIgnoreCase(md5)) {
            throw new RefusedRequestException(
                    BAD_REQUEST,
                    "body_md5 must be the MD5 of the body, which is %s for the %d bytes received, got %s"
                            .formatted(md5, body.length, ChannelNames.shown(given.get())));
        }
    }

    /**
     * Checks the signature itself.
     *
     * @param paths any of which may have been signed
     * @param tellsExpected whether the answer may show what should have been signed
     * @throws RefusedRequestException 401 if it is none of the application's secret
     */
    void check(App app, String method, Collection<String> paths, boolean tellsExpected) throws RefusedRequestException {
        boolean isRight = query.signable()
                .anyMatch(parameters ->
                        paths.stream().anyMatch(path -> app.hasSigned(text(method, path, parameters), signature)));
        if (!isRight) {
            String parameters = query.signable().findFirst().orElseThrow();
            String expected =
                    paths.stream().map(path -> text(method, path, parameters)).collect(Collectors.joining("\nor\n"));
            throw new RefusedRequestException(
                    UNAUTHORIZED,
                    "auth_signature is wrong: it must be the HMAC-SHA256, with the application's secret and in hexadecimal"
                            + " digits, of method, path and sorted query"
                            + (tellsExpected ? "; expected to be signed:\n" + expected : ""));
        }
    }

    private static String text(String method, String path, String parameters) {
        return method + "\n" + path + "\n" + parameters;
    }

    private static String md5(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    public String toString() {
        return "signature with " + key + " at " + timestamp;
    }
}
