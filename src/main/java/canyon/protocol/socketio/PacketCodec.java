package canyon.protocol.socketio;

import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.protocol.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/** Socket.IO packets to text and back: {@code type[attachments-][namespace,][id][data]}. */
public final class PacketCodec {
    /** More binary parts than any real event has; each costs an array. */
    static final int MAX_ATTACHMENTS = 100;

    /** Numbers of acknowledgements stay in the range that JavaScript counts exactly. */
    private static final int MAX_ID_DIGITS = 15;

    private PacketCodec() {}

    public static String encode(Packet packet) {
        StringBuilder out = new StringBuilder(64);
        out.append(packet.type().digit());
        if (packet.type().isBinary()) {
            out.append(packet.attachments()).append('-');
        }
        if (!packet.namespace().equals(Packet.MAIN_NAMESPACE)) {
            out.append(packet.namespace()).append(',');
        }
        if (packet.id() != null) {
            out.append(packet.id().longValue());
        }
        if (packet.data() != null) {
            out.append(packet.data().text());
        }
        return out.toString();
    }

    /**
     * Reads one packet.
     *
     * @throws MalformedMessageException if its numbers or its payload are malformed; an unknown type is a value
     */
    public static Packet decode(String text) throws MalformedMessageException {
        return new Reader(text).packet();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Packet packet() throws MalformedMessageException {
            PacketType type = text.isEmpty() ? PacketType.UNKNOWN : PacketType.of(text.charAt(0));
            if (type == PacketType.UNKNOWN) {
                return Packet.of(type, Packet.MAIN_NAMESPACE, null);
            }
            at = 1;
            int attachments = type.isBinary() ? attachments() : 0;
            String namespace = namespace();
            Long id = id();
            JsonText data = data();
            requireFit(type, data);
            return new Packet(type, namespace, attachments, id, data);
        }

        private int attachments() throws MalformedMessageException {
            int dash = text.indexOf('-', at);
            int digits = dash - at;
            if (digits < 1 || digits > 3 || !isDigits(at, dash)) {
                throw new MalformedMessageException("a binary packet must tell how many attachments it has");
            }
            int count = Integer.parseInt(text, at, dash, 10);
            if (count > MAX_ATTACHMENTS) {
                throw new MalformedMessageException(
                        "a packet may have " + MAX_ATTACHMENTS + " attachments, got " + count);
            }
            at = dash + 1;
            return count;
        }

        private String namespace() {
            if (at >= text.length() || text.charAt(at) != '/') {
                return Packet.MAIN_NAMESPACE;
            }
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            String namespace = text.substring(at, end);
            at = comma < 0 ? end : comma + 1;
            // Clients of revision 4 append the query of their URL.
            int query = namespace.indexOf('?');
            return query < 0 ? namespace : namespace.substring(0, query);
        }

        private @Nullable Long id() throws MalformedMessageException {
            int start = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            if (at - start > MAX_ID_DIGITS) {
                throw new MalformedMessageException("an acknowledgement id may have " + MAX_ID_DIGITS + " digits");
            }
            return at == start ? null : Long.valueOf(text.substring(start, at));
        }

        private @Nullable JsonText data() throws MalformedMessageException {
            if (at == text.length()) {
                return null;
            }
            try {
                return JsonText.parse(text.substring(at));
            } catch (MalformedJsonException e) {
                throw new MalformedMessageException("payload is " + e.getMessage(), e);
            }
        }

        private static void requireFit(PacketType type, @Nullable JsonText data) throws MalformedMessageException {
            boolean fits = switch (type) {
                case EVENT, BINARY_EVENT, ACK, BINARY_ACK -> data == null || data.isArray();
                case DISCONNECT -> data == null;
                default -> true;
            };
            if (!fits) {
                throw new MalformedMessageException("payload does not fit a packet of type " + type);
            }
        }

        private boolean isDigits(int from, int to) {
            for (int i = from; i < to; i++) {
                if (!isDigit(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
