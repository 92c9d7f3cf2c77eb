package canyon.transport.engineio;

import canyon.message.JsonText;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import java.util.ArrayList;
import java.util.List;

/** The packets that the server itself sends. */
final class EngineFrames {
    static final Segment CLOSE = Segment.of(Frame.text("1"));
    static final Segment PING = Segment.of(Frame.text("2"));
    static final Segment PONG = Segment.of(Frame.text("3"));
    static final Segment PROBE_PONG = Segment.of(Frame.text("3probe"));
    static final Segment NOOP = Segment.of(Frame.text("6"));

    /** The type in front of a binary message in revision 3 (engine.io-protocol 3, "message"). */
    private static final byte MESSAGE = 4;

    private EngineFrames() {}

    /** The handshake; {@code maxPayload} is new in revision 4. */
    static Frame open(EngineSession session, EngineSettings settings) {
        boolean upgrade = session.transport() == EngineTransport.POLLING
                && settings.transports().contains(EngineTransport.WEBSOCKET);
        StringBuilder json = new StringBuilder("0{\"sid\":")
                .append(JsonText.ofString(session.id()))
                .append(",\"upgrades\":[")
                .append(upgrade ? "\"websocket\"" : "")
                .append("],\"pingInterval\":")
                .append(settings.heartbeat().pingInterval().toMillis())
                .append(",\"pingTimeout\":")
                .append(settings.heartbeat().pingTimeout().toMillis());
        if (session.version() == EngineVersion.V4) {
            json.append(",\"maxPayload\":").append(settings.limits().maxPayload());
        }
        return Frame.text(json.append('}').toString());
    }

    static Frame message(String text) {
        return Frame.text('4' + text);
    }

    static Segment messages(EngineVersion version, String text, List<byte[]> attachments) {
        List<Frame> frames = new ArrayList<>(attachments.size() + 1);
        frames.add(message(text));
        attachments.forEach(attachment -> frames.add(message(version, attachment)));
        return Segment.together(frames);
    }

    /** A binary message; in revision 3 its type goes in front. */
    static Frame message(EngineVersion version, byte[] bytes) {
        if (version == EngineVersion.V4) {
            return Frame.binary(bytes);
        }
        byte[] typed = new byte[bytes.length + 1];
        typed[0] = MESSAGE;
        System.arraycopy(bytes, 0, typed, 1, bytes.length);
        return Frame.binary(typed);
    }
}
