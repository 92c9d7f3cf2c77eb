package canyon.support;

import java.io.IOException;

/** A server of its own, on 127.0.0.1 only, with one web application. */
interface ApplicationServer {
    /** Returns when the application is deployed. What is deployed at a second start is the same. */
    void start() throws IOException, NotDeployedException;

    /** Returns when the process has ended, also after a start that failed. */
    void stop();

    /** Returns when the application is gone and the server runs on. */
    void undeploy() throws IOException, NotDeployedException;

    /** Returns when the application is there again. */
    void deploy() throws IOException, NotDeployedException;

    /** The running process. */
    Jvm jvm();

    /** On which it tells of MicroProfile Health. */
    int healthPort();

    /** What it has logged last. */
    String log() throws IOException;

    /** The server runs no application, or does not run at all. */
    final class NotDeployedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotDeployedException(String message) {
            super(message);
        }

        NotDeployedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
