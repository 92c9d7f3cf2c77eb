package canyon.conformance;

import canyon.connection.CloseReason;
import canyon.transport.engineio.EngineApplication;
import canyon.transport.engineio.EngineHandler;
import canyon.transport.engineio.EngineSession;

/** Engine.IO without Socket.IO: sends each message back. */
final class EngineEcho implements EngineApplication {
    @Override
    public EngineHandler open(EngineSession session) {
        return new Client(session);
    }

    private record Client(EngineSession session) implements EngineHandler {
        @Override
        public void text(String message) {
            session.send(message);
        }

        @Override
        public void binary(byte[] message) {
            session.send(message);
        }

        @Override
        public void closed(CloseReason reason) {}
    }
}
