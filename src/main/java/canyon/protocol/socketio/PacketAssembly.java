package canyon.protocol.socketio;

import canyon.protocol.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a packet together with the binary messages that follow it. Not thread-safe: belongs to the receiving side of one
 * connection.
 */
public final class PacketAssembly {
    private final int maxBytes;
    private @Nullable Packet pending;
    private final List<byte[]> attachments = new ArrayList<>();
    private int bytes;

    /** @param maxBytes that the attachments of one packet may have together */
    public PacketAssembly(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A text message: a whole packet, or the begin of a binary one. */
    public Optional<Assembled> text(String text) throws MalformedMessageException {
        if (pending != null) {
            throw new MalformedMessageException("text where " + pending.attachments() + " attachments are expected");
        }
        Packet packet = PacketCodec.decode(text);
        if (packet.attachments() == 0) {
            return Optional.of(new Assembled(packet, List.of()));
        }
        pending = packet;
        return Optional.empty();
    }

    /** A binary message: the next attachment. */
    public Optional<Assembled> binary(byte[] attachment) throws MalformedMessageException {
        Packet packet = pending;
        if (packet == null) {
            throw new MalformedMessageException("a binary message belongs to no packet");
        }
        bytes += attachment.length;
        if (bytes > maxBytes) {
            throw new MalformedMessageException("the attachments of a packet may have " + maxBytes + " bytes together");
        }
        attachments.add(attachment);
        if (attachments.size() < packet.attachments()) {
            return Optional.empty();
        }
        Assembled whole = new Assembled(packet, List.copyOf(attachments));
        pending = null;
        attachments.clear();
        bytes = 0;
        return Optional.of(whole);
    }

    /** A packet with all that belongs to it. */
    public record Assembled(Packet packet, List<byte[]> attachments) {}
}
