package canyon.protocol.socketio;

/** Types of packets with their digits, in their order (socket.io-protocol, "Packet encoding"). */
public enum PacketType {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    /** Called ERROR in revision 4. */
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6'),
    /** A character that is no type. Revision 4 ignores such a packet, revision 5 closes the connection. */
    UNKNOWN('?');

    private static final PacketType[] BY_DIGIT = values();

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    static PacketType of(char digit) {
        int index = digit - '0';
        return index >= 0 && index < BY_DIGIT.length ? BY_DIGIT[index] : UNKNOWN;
    }

    char digit() {
        return digit;
    }

    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }
}
