package canyon.config.imported;

/** A file cannot be imported. Its message says why, without quoting the file. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
        super(reason);
    }
}
