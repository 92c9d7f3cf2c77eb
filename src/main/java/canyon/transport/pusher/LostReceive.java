package canyon.transport.pusher;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** A request that waits for messages broke: its client has gone, or has let it go. */
record LostReceive(XhrReceive receive) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
        receive.fail(new IOException("the request has ended"));
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        receive.fail(new IOException("the request has ended"));
    }

    @Override
    public void onError(AsyncEvent event) {
        receive.fail(new IOException("the request broke", event.getThrowable()));
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
