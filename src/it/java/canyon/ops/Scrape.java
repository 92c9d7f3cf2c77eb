package canyon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus would read: its text format 0.0.4, taken at its word. Prometheus has no parser for Java.
 *
 * @param samples by name and labels, as written
 */
record Scrape(Map<String, Double> samples) {
    private static final String VALUE = "[^\\\\\"\\n]|\\\\[\\\\\"n]";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:" + VALUE + ")*\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{" + LABEL + "(?:," + LABEL + ")*})? (-?[0-9.Ee+-]+|NaN|[+-]Inf)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");

    static Scrape of(Peer peer) throws IOException {
        HttpAnswer answer = peer.get("/ops/metrics").answer();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
        return parse(answer.body());
    }

    static Scrape parse(String text) {
        assertThat(text).endsWith("\n");
        Map<String, Double> samples = new LinkedHashMap<>();
        Set<String> families = new HashSet<>();
        String family = "";
        String type = "";
        for (String line : text.split("\n", -1)) {
            Matcher typed = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (typed.matches()) {
                family = typed.group(1);
                type = typed.group(2);
                assertThat(families.add(family)).as("once: %s", line).isTrue();
            } else if (sample.matches()) {
                assertThat(sample.group(1)).as(line).matches(family + suffixes(type));
                String series = line.substring(0, sample.end(1)) + (sample.group(2) == null ? "" : sample.group(2));
                assertThat(samples.put(series, value(sample.group(3))))
                        .as("once: %s", line)
                        .isNull();
            } else {
                assertThat(line).matches("|# HELP .*");
            }
        }
        return new Scrape(samples);
    }

    private static String suffixes(String type) {
        return switch (type) {
            case "histogram" -> "_(bucket|count|sum)";
            case "summary" -> "(_count|_sum)?";
            default -> "";
        };
    }

    private static double value(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    /** Of the node. */
    double value(Metric metric) {
        return samples.getOrDefault("canyon_" + metric.name(), Double.NaN);
    }

    /** Of one application. */
    double value(Metric metric, String app) {
        return samples.getOrDefault("canyon_" + metric.name() + "{app_id=\"" + app + "\"}", 0.0);
    }

    /** One of Canyon's, without {@code canyon_}. */
    record Metric(String name) {}
}
