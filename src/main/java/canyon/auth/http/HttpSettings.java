package canyon.auth.http;

import java.time.Duration;

/**
 * How the application is called.
 *
 * @param timeout for a whole call, from {@code canyon.auth.timeout}
 * @param tlsVerify whether certificate and host name must be right, from {@code canyon.auth.tls-verify}
 * @param maxBodyBytes what is read of an answer, at least 1; from {@code canyon.limits.auth-body-bytes}
 * @param connections calls at the same time, at least 1; from {@code canyon.auth.concurrency}
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
