package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import canyon.support.CanyonServer;
import canyon.support.Certificate;
import canyon.support.ServerKind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** {@link FrameWriterContract} inside the application server. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class WriterOnServerIT {
    /** Of the contract, but for those that need back pressure: fewer verdicts mean that it was not tried. */
    private static final int LEAST = 20;

    /** The names of writers that know a server. The others have the portable one. */
    private static final Map<ServerKind, String> WRITERS = Map.of(
            ServerKind.OPEN_LIBERTY, "Open Liberty",
            ServerKind.PAYARA_MICRO, "Payara",
            ServerKind.PAYARA_SERVER, "Payara",
            ServerKind.WILDFLY, "WildFly");

    private CanyonServer server;
    private Path folder;

    @BeforeAll
    void start() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "it")).toAbsolutePath(), "tls");
        Certificate.of("ip:127.0.0.1", folder);
        server = CanyonServer.startOther(ContractWar.build(), folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> the_portable_writer_keeps_the_contract() throws Exception {
        return run(PortableOnServer.class, "", "");
    }

    @TestFactory
    Stream<DynamicTest> so_it_does_over_tls() throws Exception {
        return run(PortableOnServer.class, "", overTls());
    }

    @TestFactory
    Stream<DynamicTest> the_servers_own_writer_keeps_the_contract() throws Exception {
        String writer = WRITERS.get(ServerKind.current());
        return writer == null ? Stream.of() : run(FastestOnServer.class, writer, "");
    }

    @TestFactory
    Stream<DynamicTest> so_it_does_over_tls_too() throws Exception {
        String writer = WRITERS.get(ServerKind.current());
        return writer == null ? Stream.of() : run(FastestOnServer.class, writer, overTls());
    }

    private String overTls() {
        return "&port=" + server.https().getPort() + "&folder=" + folder;
    }

    private Stream<DynamicTest> run(Class<?> tests, String writer, String way) throws Exception {
        URI uri = server.http()
                .resolve("contract?class=" + tests.getSimpleName() + "&writer="
                        + URLEncoder.encode(writer, StandardCharsets.UTF_8) + way);
        HttpResponse<Stream<String>> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        List<Verdict> verdicts = answer.body().map(Verdict::parse).toList();
        return Stream.concat(
                verdicts.stream().map(WriterOnServerIT::test),
                Stream.of(dynamicTest(
                        "it_is_tried_as_a_whole", () -> assertThat(verdicts).hasSizeGreaterThanOrEqualTo(LEAST))));
    }

    private static DynamicTest test(Verdict verdict) {
        return dynamicTest(verdict.test(), () -> assertThat(verdict.failure()).isEmpty());
    }
}
