package canyon.ops;

import jakarta.servlet.http.HttpServletRequest;

/** Whether an administrator asks. Safe for use from any thread. */
public interface AdminCheck {
    boolean isAdmin(HttpServletRequest request);
}
