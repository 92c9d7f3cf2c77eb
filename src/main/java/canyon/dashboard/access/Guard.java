package canyon.dashboard.access;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** One way to decide who may use the dashboard. Safe for use from any thread. */
interface Guard {
    /** Decides without answering. */
    Verdict verdict(Caller caller);

    /** Decides; may ask for a password, which is then the answer. */
    default Verdict ask(Caller caller, HttpServletResponse response) {
        return verdict(caller);
    }

    /** Whether strangers get the page, which then asks for a password; its files hold no data. */
    default boolean hasForm() {
        return false;
    }

    /** Whether nobody has to say who he is. */
    default boolean isOpen() {
        return false;
    }

    /**
     * Looks at a password that somebody sends.
     *
     * @return null if this is no guard that takes passwords
     */
    default @Nullable Verdict checkPassword(Caller caller, String password) {
        return null;
    }
}
