package canyon.boot;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;

/**
 * Hears of the end while clients are still connected: WildFly closes all WebSockets before it tells the listeners that
 * it finds by themselves, but tells first those that were added by hand, and that they can be only here.
 */
public final class Undeployment implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> none, ServletContext context) {
        context.addListener(new Departures());
    }

    /** Called on the thread that undeploys. */
    private static final class Departures implements ServletContextListener {
        @Override
        public void contextDestroyed(ServletContextEvent event) {
            if (event.getServletContext().getAttribute(Canyon.class.getName()) instanceof Canyon canyon) {
                canyon.drain(event.getServletContext());
            }
        }
    }
}
