package canyon.hostile;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Packed with Canyon: a machine that lets the thread of a request wait before it is done with it, at the last place
 * where an application hears of it. Of a WebSocket that is when its endpoint has been opened.
 */
@WebListener
public final class LateLeaver implements ServletRequestListener {
    /** Header of the requests that are held; its value is logged when one is let go. */
    static final String HELD = "X-Held";

    /** Longer than any end of a WebSocket takes. */
    private static final Duration LONG = Duration.ofMillis(300);

    private static final Logger LOG = System.getLogger(LateLeaver.class.getName());

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        String name = ((HttpServletRequest) event.getServletRequest()).getHeader(HELD);
        if (name == null) {
            return;
        }
        long end = System.nanoTime() + LONG.toNanos();
        long left;
        while ((left = end - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
        }
        LOG.log(Level.INFO, "let go: {0}", name);
    }
}
