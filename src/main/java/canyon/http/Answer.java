package canyon.http;

/**
 * What a server said; a redirect is an answer as any other.
 *
 * @param body as much of it as was read, empty if there was none; what is not UTF-8 is replaced
 * @param truncated the body was longer than the limit
 */
public record Answer(int status, String body, boolean truncated) {}
