package canyon.dashboard;

import jakarta.servlet.http.HttpServletRequest;

/** Decides who is an operator. Without one nobody is. Safe for use from any thread. */
@FunctionalInterface
public interface AdminGuard {
    boolean permits(HttpServletRequest request);
}
