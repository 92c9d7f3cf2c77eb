package canyon.app;

/**
 * Whether there is such an application cannot be told at the moment, because the database that would know does not
 * answer. Whoever asked should try again in some seconds: it must not be told that there is none.
 */
public final class AppsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AppsUnavailableException() {
        super("the applications cannot be looked up at the moment");
    }
}
