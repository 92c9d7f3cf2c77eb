package canyon.transport.engineio;

import canyon.transport.BodyReader;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** A POST that does not arrive in time or breaks ends its session. */
record LostPost(BodyReader reader) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {
        reader.onError(new IOException("the body did not arrive in time"));
    }

    @Override
    public void onError(AsyncEvent event) {
        reader.onError(event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
