package canyon.dashboard.statistics;

/**
 * One second, one minute or one hour.
 *
 * @param at its beginning, in seconds since 1970
 * @param connections at its end
 * @param peakConnections the most at any second of it
 * @param channels at its end
 * @param in messages from clients in it
 * @param out messages to clients in it
 * @param published events in it
 * @param apiCalls in it
 * @param errors what was refused or lost in it
 * @param lagMillis the longest in it
 */
public record Point(
        long at,
        int connections,
        int peakConnections,
        int channels,
        long in,
        long out,
        long published,
        long apiCalls,
        long errors,
        int lagMillis) {
    /** This one and the one after it as one that began with this one. */
    Point with(Point next) {
        return new Point(
                at,
                next.connections,
                Math.max(peakConnections, next.peakConnections),
                next.channels,
                in + next.in,
                out + next.out,
                published + next.published,
                apiCalls + next.apiCalls,
                errors + next.errors,
                Math.max(lagMillis, next.lagMillis));
    }

    /** The same, said to have begun then. */
    Point at(long other) {
        return new Point(
                other, connections, peakConnections, channels, in, out, published, apiCalls, errors, lagMillis);
    }

    boolean isEmpty() {
        return peakConnections == 0 && in == 0 && out == 0 && published == 0 && apiCalls == 0 && errors == 0;
    }

    /**
     * As the page reads it, with messages in a second.
     *
     * @param seconds how long it was
     */
    public String json(int seconds) {
        return "{\"t\":" + at + ",\"connections\":" + connections + ",\"peakConnections\":" + peakConnections
                + ",\"channels\":" + channels + ",\"in\":" + rate(in, seconds) + ",\"out\":" + rate(out, seconds)
                + ",\"published\":" + published + ",\"apiCalls\":" + apiCalls + ",\"errors\":" + errors
                + ",\"lagMillis\":" + lagMillis + "}";
    }

    private static String rate(long count, int seconds) {
        return count % seconds == 0
                ? String.valueOf(count / seconds)
                : String.valueOf(Math.round(100.0 * count / seconds) / 100.0);
    }
}
