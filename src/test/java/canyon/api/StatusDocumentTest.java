package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusDocumentTest {
    private static final Jsonb JSONB = JsonbBuilder.create();

    @Test
    void it_is_written_as_laravel_echo_server_did() {
        ServerStatus status = new ServerStatus(app -> 4, Instant.EPOCH);
        StatusDocument document = StatusDocument.of(
                status,
                TestApp.named("shop"),
                new MemoryUsage(72822784, 19193856, 18097488, 2470820),
                Instant.EPOCH.plusMillis(139_799));

        assertThat(JSONB.toJson(document))
                .isEqualTo("{\"subscription_count\":4,\"uptime\":139.799,\"memory_usage\":{\"rss\":72822784,"
                        + "\"heapTotal\":19193856,\"heapUsed\":18097488,\"external\":2470820}}");
    }

    @Test
    void the_memory_of_this_process_is_plausible() {
        MemoryUsage memory = MemoryUsage.now();

        assertThat(memory.heapUsed()).isPositive().isLessThanOrEqualTo(memory.heapTotal());
        assertThat(memory.external()).isPositive();
        assertThat(memory.rss()).isGreaterThan(memory.heapUsed() / 2);
    }

    @Test
    void resident_memory_is_read_from_linux(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("status"), "VmPeak:\t  9000 kB\nVmRSS:\t  71116 kB\nThreads:\t11\n");

        assertThat(MemoryUsage.resident(file)).hasValue(72822784);
    }

    @Test
    void elsewhere_resident_memory_is_unknown(@TempDir Path folder) {
        assertThat(MemoryUsage.resident(folder.resolve("missing"))).isEmpty();
    }
}
