package canyon.boot;

import canyon.connection.Admissions;
import canyon.drain.SentAway;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Those whom the deployment before this one, on the same server, has sent away. They all wait for the new one, in the
 * rhythm of their attempts: it takes them hardly faster than they were sent away, so that they do not come in one wave.
 * A server that starts anew does not know of them.
 *
 * @param since when the last of them was sent away
 */
record Returning(SentAway clients, Instant since) {
    /** After it they have come or do not come. */
    static final Duration MOST = Duration.ofMinutes(1);

    /**
     * Times as fast as they were sent away. Twice as fast would do, but a server that has just started lets those wait
     * whom it has admitted, some longer than others: they may be back in other seconds than they were admitted in.
     */
    private static final double HASTE = 1.6;

    /** A few need no order. */
    private static final int LEAST_PER_SECOND = 100;

    /** Not one that would be taken for a setting. */
    private static final String PROPERTY = "sent-away-by-canyon";

    private static final Pattern TEXT = Pattern.compile("(\\d+) (\\S+) (\\S+)");

    private static final Logger LOG = System.getLogger(Returning.class.getName());

    /** Tells the next deployment at the same path of this server. */
    void keep(ServletContext context) {
        System.setProperty(property(context), text());
    }

    /** What the deployment before has told. */
    static Optional<Returning> take(ServletContext context) {
        return Optional.ofNullable(System.clearProperty(property(context))).flatMap(Returning::parse);
    }

    private static String property(ServletContext context) {
        return PROPERTY + context.getContextPath();
    }

    String text() {
        return clients.count() + " " + clients.over() + " " + since;
    }

    static Optional<Returning> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        try {
            return parts.matches()
                    ? Optional.of(new Returning(
                            new SentAway(Integer.parseInt(parts.group(1)), Duration.parse(parts.group(2))),
                            Instant.parse(parts.group(3))))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Lets them in one after the other.
     *
     * @return false if they are so few, or it is so long ago, that they may come as they like
     */
    boolean pace(Admissions admissions, Instant now) {
        Duration left = MOST.minus(Duration.between(since, now));
        if (left.isNegative() || clients.over().isZero() || clients.count() <= perSecond()) {
            return false;
        }
        LOG.log(
                Level.INFO,
                "takes {0} clients, who were sent away, again: {1} a second at most",
                String.valueOf(clients.count()),
                String.valueOf(perSecond()));
        admissions.pace(clients.count(), perSecond(), left);
        return true;
    }

    int perSecond() {
        double sent = clients.count() * 1e9 / clients.over().toNanos();
        return (int) Math.max(LEAST_PER_SECOND, HASTE * sent);
    }
}
