package canyon.http;

import java.io.IOException;

/** Why there was no answer, without what JAX-RS wraps around it. */
final class Failure {
    private Failure() {}

    static IOException of(RuntimeException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException failure) {
                return failure;
            }
        }
        return new IOException(e.toString(), e);
    }
}
