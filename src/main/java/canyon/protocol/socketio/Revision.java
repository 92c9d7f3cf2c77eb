package canyon.protocol.socketio;

/** Revision of the Socket.IO protocol: 4 is spoken by clients 1 and 2, 5 by clients 3 and 4. */
public enum Revision {
    V4,
    V5
}
