package canyon.transport.engineio;

import canyon.connection.CloseReason;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** A waiting GET broke: the client is gone. */
record LostPoll(EngineSession session) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {
        session.close(CloseReason.TRANSPORT_LOST);
        event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        session.close(CloseReason.TRANSPORT_LOST);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
