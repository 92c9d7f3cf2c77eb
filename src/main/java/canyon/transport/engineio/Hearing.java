package canyon.transport.engineio;

import canyon.protocol.MalformedMessageException;

/** Lets a handler hear one message after the other, whichever transport brings them. Safe for use from any thread. */
record Hearing(EngineHandler handler) {
    synchronized void hear(EnginePacket packet) throws MalformedMessageException {
        byte[] binary = packet.binary();
        if (binary == null) {
            handler.text(packet.text());
        } else {
            handler.binary(binary);
        }
    }
}
