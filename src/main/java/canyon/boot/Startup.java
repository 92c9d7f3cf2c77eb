package canyon.boot;

import canyon.config.InvalidSettingsException;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts Canyon with the web application; a failure fails the deployment. */
@WebListener
public class Startup implements ServletContextListener {
    private static final Logger LOG = System.getLogger(Startup.class.getName());

    @Inject
    private @Nullable Canyon canyon;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            Objects.requireNonNull(canyon).start(event.getServletContext());
            event.getServletContext().setAttribute(Canyon.class.getName(), canyon);
        } catch (InvalidSettingsException e) {
            LOG.log(Level.ERROR, e.getMessage());
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("the WAR cannot be read", e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (canyon != null) {
            // Where nobody has told Undeployment.
            canyon.drain(event.getServletContext());
            canyon.stop();
        }
    }
}
