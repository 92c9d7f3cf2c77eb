package canyon.api;

import java.io.IOException;
import java.io.InputStream;

/** Reads the bytes of a request, whatever type they claim to be. */
final class RequestBody {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    private RequestBody() {}

    /** @param limit in bytes; nothing is read beyond the first byte over it */
    static byte[] read(InputStream body, int limit) throws RefusedRequestException {
        byte[] bytes;
        try {
            bytes = body.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new RefusedRequestException(BAD_REQUEST, "The body could not be read");
        }
        if (bytes.length > limit) {
            throw new RefusedRequestException(
                    TOO_LARGE, "The body must have at most " + limit + " bytes (canyon.limits.http-body-bytes)");
        }
        return bytes;
    }
}
