package canyon.transport.engineio;

import canyon.protocol.Frame;
import canyon.protocol.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Packets between record separators, binary as {@code b} and Base64 (engine.io-protocol 4, "HTTP long-polling"). */
final class PayloadCodecV4 implements PayloadCodec {
    private static final char SEPARATOR = 0x1e;

    private final int maxPackets;

    PayloadCodecV4(int maxPackets) {
        this.maxPackets = maxPackets;
    }

    @Override
    public List<EnginePacket> decode(String body) throws MalformedMessageException {
        List<EnginePacket> packets = new ArrayList<>();
        int start = 0;
        while (start <= body.length()) {
            int separator = body.indexOf(SEPARATOR, start);
            int end = separator < 0 ? body.length() : separator;
            if (packets.size() == maxPackets) {
                throw new MalformedMessageException("a payload may hold " + maxPackets + " packets");
            }
            packets.add(packet(body.substring(start, end)));
            start = end + 1;
        }
        return packets;
    }

    @Override
    public List<EnginePacket> decodeBinary(byte[] body) throws MalformedMessageException {
        throw new MalformedMessageException("binary bodies do not exist in revision 4");
    }

    private static EnginePacket packet(String text) throws MalformedMessageException {
        return text.startsWith("b") ? EnginePacket.ofBinary(base64(text.substring(1))) : EnginePacket.ofText(text);
    }

    static byte[] base64(String text) throws MalformedMessageException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("not Base64", e);
        }
    }

    @Override
    public Payload encode(List<Frame> frames, boolean textOnly) {
        StringBuilder body = new StringBuilder();
        for (Frame frame : frames) {
            if (!body.isEmpty()) {
                body.append(SEPARATOR);
            }
            body.append(frame.isBinary() ? 'b' + Base64.getEncoder().encodeToString(frame.binary()) : frame.text());
        }
        return new Payload(body.toString().getBytes(StandardCharsets.UTF_8), false);
    }
}
