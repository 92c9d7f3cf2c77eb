package canyon.dashboard.statistics;

import java.util.ArrayList;
import java.util.List;

/** The last points, in arrays that never grow. Not thread-safe: {@link History} guards it. */
final class Ring {
    private static final int COLUMNS = 9;

    private final long[] times;
    private final int[][] columns;
    private int size;
    private int next;

    /** @param capacity after which the oldest goes */
    Ring(int capacity) {
        times = new long[capacity];
        columns = new int[COLUMNS][capacity];
    }

    void add(Point point) {
        times[next] = point.at();
        int[] values = {
            point.connections(),
            point.peakConnections(),
            point.channels(),
            narrow(point.in()),
            narrow(point.out()),
            narrow(point.published()),
            narrow(point.apiCalls()),
            narrow(point.errors()),
            point.lagMillis()
        };
        for (int i = 0; i < COLUMNS; i++) {
            columns[i][next] = values[i];
        }
        next = (next + 1) % times.length;
        size = Math.min(size + 1, times.length);
    }

    /**
     * In their order.
     *
     * @param since the first time, in seconds since 1970
     */
    List<Point> since(long since) {
        List<Point> points = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int at = Math.floorMod(next - size + i, times.length);
            if (times[at] >= since) {
                points.add(point(at));
            }
        }
        return points;
    }

    private Point point(int at) {
        return new Point(
                times[at],
                columns[0][at],
                columns[1][at],
                columns[2][at],
                columns[3][at],
                columns[4][at],
                columns[5][at],
                columns[6][at],
                columns[7][at],
                columns[8][at]);
    }

    /** Two billions of messages in a minute are enough for a chart. */
    private static int narrow(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
