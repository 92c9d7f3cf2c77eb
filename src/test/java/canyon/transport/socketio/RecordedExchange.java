package canyon.transport.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What clients, Laravel and the original server said to each other, line by line: who, what, and the words. Packets
 * that share a body stand apart by {@code ␞}; {@code {A}} is the session id of client A, {@code {A.socket}} its
 * socket's.
 */
record RecordedExchange(List<Line> lines) {
    record Line(String who, String verb, String words) {
        Line withWords(String changed) {
            return new Line(who, verb, changed);
        }
    }

    static RecordedExchange read(String name) throws IOException {
        try (InputStream in = RecordedExchange.class.getResourceAsStream("/wire/" + name + ".txt")) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return new RecordedExchange(text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(RecordedExchange::line)
                    .toList());
        }
    }

    private static Line line(String text) {
        String[] parts = text.split(" ", 3);
        return new Line(parts[0], parts[1], parts.length < 3 ? "" : parts[2]);
    }
}
