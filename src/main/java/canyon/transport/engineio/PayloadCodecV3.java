package canyon.transport.engineio;

import canyon.protocol.Frame;
import canyon.protocol.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Packets behind their lengths (engine.io-protocol 3, "Payload encoding"): as text {@code length:packet} with the
 * length in UTF-16 units, or as bytes with a digit in each byte of the length and 255 behind it.
 */
final class PayloadCodecV3 implements PayloadCodec {
    private static final int END_OF_LENGTH = 255;
    private static final int MAX_LENGTH_DIGITS = 10;

    private final int maxPackets;

    PayloadCodecV3(int maxPackets) {
        this.maxPackets = maxPackets;
    }

    @Override
    public List<EnginePacket> decode(String body) throws MalformedMessageException {
        List<EnginePacket> packets = new ArrayList<>();
        int at = 0;
        while (at < body.length()) {
            int colon = body.indexOf(':', at);
            int length = length(body, at, colon);
            at = colon + 1 + length;
            if (at > body.length()) {
                throw new MalformedMessageException("a packet is shorter than its length " + length);
            }
            // The original skips an empty packet.
            if (length > 0) {
                add(packets, packet(body.substring(colon + 1, at)));
            }
        }
        return packets;
    }

    private static int length(String body, int start, int colon) throws MalformedMessageException {
        int digits = colon - start;
        if (digits < 1
                || digits > MAX_LENGTH_DIGITS
                || !body.substring(start, colon).chars().allMatch(PayloadCodecV3::isDigit)) {
            throw new MalformedMessageException("a packet must begin with its length");
        }
        return (int) Math.min(Long.parseLong(body, start, colon, 10), Integer.MAX_VALUE / 2);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static EnginePacket packet(String text) throws MalformedMessageException {
        if (!text.startsWith("b")) {
            return EnginePacket.ofText(text);
        }
        if (text.length() < 2) {
            throw new MalformedMessageException("empty packet");
        }
        EnginePacket.Type type = EnginePacket.Type.of(text.charAt(1) - '0');
        return new EnginePacket(type, "", PayloadCodecV4.base64(text.substring(2)));
    }

    private void add(List<EnginePacket> packets, EnginePacket packet) throws MalformedMessageException {
        if (packets.size() == maxPackets) {
            throw new MalformedMessageException("a payload may hold " + maxPackets + " packets");
        }
        packets.add(packet);
    }

    @Override
    public List<EnginePacket> decodeBinary(byte[] body) throws MalformedMessageException {
        List<EnginePacket> packets = new ArrayList<>();
        int at = 0;
        while (at < body.length) {
            boolean binary = body[at] == 1;
            if (!binary && body[at] != 0) {
                throw new MalformedMessageException("a packet must begin with 0 or 1");
            }
            int length = 0;
            int digits = 0;
            while (++at < body.length && (body[at] & 0xFF) != END_OF_LENGTH) {
                if (body[at] < 0 || body[at] > 9 || ++digits >= MAX_LENGTH_DIGITS) {
                    throw new MalformedMessageException("a packet's length must be digits");
                }
                length = 10 * length + body[at];
            }
            at++;
            if (digits == 0 || at + length > body.length) {
                throw new MalformedMessageException("a packet is shorter than its length " + length);
            }
            byte[] packet = new byte[length];
            System.arraycopy(body, at, packet, 0, length);
            at += length;
            add(packets, binary ? EnginePacket.ofTypedBinary(packet) : packet(Utf8.decode(packet)));
        }
        return packets;
    }

    @Override
    public Payload encode(List<Frame> frames, boolean textOnly) {
        boolean binary = !textOnly && frames.stream().anyMatch(Frame::isBinary);
        return binary ? encodeBinary(frames) : encodeText(frames);
    }

    private static Payload encodeText(List<Frame> frames) {
        StringBuilder body = new StringBuilder();
        for (Frame frame : frames) {
            String packet = frame.isBinary() ? base64(frame.binary()) : frame.text();
            body.append(packet.length()).append(':').append(packet);
        }
        return new Payload(body.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    /** The type stays a digit in front of the Base64 of the rest. */
    private static String base64(byte[] typed) {
        byte[] message = new byte[typed.length - 1];
        System.arraycopy(typed, 1, message, 0, message.length);
        return "b" + typed[0] + Base64.getEncoder().encodeToString(message);
    }

    private static Payload encodeBinary(List<Frame> frames) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            byte[] packet = frame.isBinary() ? frame.binary() : frame.text().getBytes(StandardCharsets.UTF_8);
            body.write(frame.isBinary() ? 1 : 0);
            Integer.toString(packet.length).chars().forEach(digit -> body.write(digit - '0'));
            body.write(END_OF_LENGTH);
            body.writeBytes(packet);
        }
        return new Payload(body.toByteArray(), true);
    }
}
