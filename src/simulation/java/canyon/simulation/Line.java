package canyon.simulation;

import java.util.Map;

/** The straight line through measured points that is nearest to them: {@code at0 + each × x}. */
record Line(double at0, double each) {
    /** @param points y by x, at least two */
    static Line through(Map<Integer, Double> points) {
        double meanX = points.keySet().stream().mapToInt(x -> x).average().orElseThrow();
        double meanY = points.values().stream().mapToDouble(y -> y).average().orElseThrow();
        double both = 0;
        double square = 0;
        for (Map.Entry<Integer, Double> point : points.entrySet()) {
            both += (point.getKey() - meanX) * (point.getValue() - meanY);
            square += (point.getKey() - meanX) * (point.getKey() - meanX);
        }
        double each = both / square;
        return new Line(meanY - each * meanX, each);
    }

    @Override
    public String toString() {
        return Table.text(at0) + " + " + Table.text(each) + " × N µs";
    }
}
