package canyon.config;

/**
 * The HTTP API.
 *
 * @param prefix of its paths that a proxy takes off before Canyon sees them, and clients sign; empty for none
 * @param idempotencyBytes for answers to requests that may be repeated; over it the oldest are forgotten
 */
public record ApiSettings(String prefix, int idempotencyBytes) {}
