package canyon.transport;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** Tells the reader of a body that the request breaks, or does not arrive in time. */
public record LostBody(BodyReader reader) implements AsyncListener {
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
