package canyon.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * How a test ended inside a server.
 *
 * @param failure its stack trace, or nothing
 */
record Verdict(String test, String failure) {
    /** In the place of those of a stack trace. */
    private static final char NEW_LINE = '\u000b';

    static Verdict of(String test, @Nullable Throwable failure) {
        StringWriter trace = new StringWriter();
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(trace));
        }
        return new Verdict(test, trace.toString());
    }

    static Verdict parse(String line) {
        int tab = line.indexOf('\t');
        return new Verdict(line.substring(0, tab), line.substring(tab + 1).replace(NEW_LINE, '\n'));
    }

    String line() {
        return test + '\t' + failure.replace('\n', NEW_LINE);
    }
}
