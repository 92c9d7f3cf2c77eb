package canyon.transport.engineio;

import canyon.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict decoding: what is no UTF-8 breaks the protocol instead of becoming question marks. */
final class Utf8 {
    /** What one UTF-16 unit may take. */
    private static final int MAX_BYTES_PER_UNIT = 3;

    private Utf8() {}

    /** Whether {@code text} takes more than {@code maxBytes}; looks at its characters only where that is close. */
    static boolean exceeds(String text, int maxBytes) {
        return text.length() > maxBytes / MAX_BYTES_PER_UNIT
                && (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes);
    }

    static String decode(byte[] bytes) throws MalformedMessageException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("not UTF-8", e);
        }
    }
}
