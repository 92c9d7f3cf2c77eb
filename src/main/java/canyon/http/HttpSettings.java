package canyon.http;

import java.time.Duration;

/**
 * How calls are made.
 *
 * @param timeout for a whole call
 * @param tlsVerify whether certificate and host name must be right
 * @param maxBodyBytes what is read of an answer, at least 1
 * @param connections calls at the same time, at least 1
 */
public record HttpSettings(Duration timeout, boolean tlsVerify, int maxBodyBytes, int connections) {
    public HttpSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a call must have time, got " + timeout);
        }
        if (maxBodyBytes < 1 || connections < 1) {
            throw new IllegalArgumentException(
                    "must be at least 1: body bytes " + maxBodyBytes + ", connections " + connections);
        }
    }
}
