package canyon.transport.engineio;

import canyon.protocol.Frame;
import canyon.protocol.MalformedMessageException;
import java.util.List;

/** How packets share the body of a polling request or answer. Stateless. */
interface PayloadCodec {
    static PayloadCodec of(EngineVersion version, int maxPackets) {
        return version == EngineVersion.V3 ? new PayloadCodecV3(maxPackets) : new PayloadCodecV4(maxPackets);
    }

    /**
     * Reads the body of a POST.
     *
     * @throws MalformedMessageException if it breaks the protocol or holds too many packets
     */
    List<EnginePacket> decode(String body) throws MalformedMessageException;

    /** Reads a body of type {@code application/octet-stream}. */
    List<EnginePacket> decodeBinary(byte[] body) throws MalformedMessageException;

    /**
     * Makes the answer to a GET.
     *
     * @param textOnly the client cannot receive binary
     */
    Payload encode(List<Frame> frames, boolean textOnly);

    /** A body with its type. */
    record Payload(byte[] bytes, boolean isBinary) {}
}
