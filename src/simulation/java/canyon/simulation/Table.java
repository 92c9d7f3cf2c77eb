package canyon.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown, which is printed line by line. */
final class Table {
    private final List<String> heads = new ArrayList<>();

    /** Begins it. */
    Table(String title, String... heads) {
        this.heads.addAll(List.of(heads));
        System.out.println();
        System.out.println("**" + title + "**");
        System.out.println();
        System.out.println(line(this.heads));
        System.out.println(line(this.heads.stream()
                .map(head -> this.heads.indexOf(head) == 0 ? "---" : "--:")
                .toList()));
    }

    void row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(cell instanceof Number number ? text(number.doubleValue()) : cell.toString());
        }
        System.out.println(line(texts));
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Three digits that count. */
    static String text(double number) {
        if (number == Math.rint(number) || Math.abs(number) >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(number));
        }
        return String.format(Locale.ROOT, Math.abs(number) >= 10 ? "%.1f" : "%.2f", number);
    }
}
