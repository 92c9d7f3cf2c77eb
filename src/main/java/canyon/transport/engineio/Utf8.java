package canyon.transport.engineio;

import canyon.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict decoding: what is no UTF-8 breaks the protocol instead of becoming question marks. */
final class Utf8 {
    private Utf8() {}

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
