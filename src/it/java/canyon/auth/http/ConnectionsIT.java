package canyon.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import canyon.auth.AuthEndpoint;
import canyon.auth.AuthEndpoint.Answer;
import canyon.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How many connections and threads calls take, and what becomes of them. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ConnectionsIT {
    private static final int CONNECTIONS = 64;
    private static final String TRUE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue";

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AuthEndpoint endpoint;

    ConnectionsIT(JaxRsClient client) {
        endpoint = client.endpoint(new HttpSettings(Duration.ofSeconds(20), true, 1000, CONNECTIONS), task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        });
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void a_connection_is_used_again() throws Exception {
        for (String answer : List.of(
                TRUE,
                "HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno!\n",
                "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntrue\r\n0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 3\r\n\r\ngo!")) {
            try (FakeApplication application = FakeApplication.answering(answer)) {
                for (int i = 0; i < 20; i++) {
                    ask(application.url());
                }

                assertThat(application.connections()).as(answer).isEqualTo(1);
            }
        }
    }

    @Test
    void as_many_calls_as_there_are_connections_go_on_at_once() throws Exception {
        CountDownLatch all = new CountDownLatch(CONNECTIONS);
        try (FakeApplication application = new FakeApplication(connection -> {
            while (connection.read() != null) {
                all.countDown();
                awaitZero(all);
                connection.write(TRUE);
            }
        })) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                answers.add(inBackground(application.url()));
            }

            for (Future<Answer> answer : answers) {
                assertThat(answer.get().body()).isEqualTo("true");
            }
            assertThat(application.connections()).isEqualTo(CONNECTIONS);
        }
    }

    /** As nginx does when it is reloaded: the client does not know until it asks again. */
    @Test
    void a_connection_that_was_closed_while_idle_is_no_failure() throws Exception {
        try (FakeApplication application = new FakeApplication(connection -> {
            connection.read();
            connection.write(TRUE);
        })) {
            for (int i = 0; i < 20; i++) {
                assertThat(ask(application.url()).body()).isEqualTo("true");
            }

            assertThat(application.requests()).hasSize(20);
        }
    }

    @Test
    void a_caller_may_have_an_empty_context_class_loader() throws Exception {
        try (FakeApplication application = FakeApplication.answering(TRUE)) {
            FutureTask<Answer> call = new FutureTask<>(() -> ask(application.url()));
            Thread thread = new Thread(call);
            ClassLoader empty = new URLClassLoader(new URL[0], null);
            thread.setContextClassLoader(empty);
            thread.start();

            assertThat(call.get().body()).isEqualTo("true");
            assertThat(threads).isNotEmpty().noneMatch(own -> own.getContextClassLoader() == empty);
        }
    }

    @Test
    void an_interrupted_caller_leaves_at_once_and_stays_interrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeApplication application = new FakeApplication(connection -> {
            connection.read();
            asked.countDown();
            connection.hold();
        })) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                assertThatIOException().isThrownBy(() -> ask(application.url()));
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            asked.await();
            caller.interrupt();

            assertThat(interrupted.get()).isTrue();
        }
    }

    @Test
    void nothing_is_left_when_it_is_closed() throws Exception {
        try (FakeApplication application = FakeApplication.answering(TRUE)) {
            ask(application.url());

            endpoint.close();

            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(threads).isNotEmpty();
            assertThatIOException().isThrownBy(() -> ask(application.url()));
        }
    }

    @Test
    void a_call_that_goes_on_ends_when_it_is_closed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeApplication application = new FakeApplication(connection -> {
            connection.read();
            asked.countDown();
            connection.hold();
        })) {
            Future<Answer> answer = inBackground(application.url());
            asked.await();
            long start = System.nanoTime();

            endpoint.close();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(answer::get)
                    .withCauseInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private Future<Answer> inBackground(URI url) {
        FutureTask<Answer> call = new FutureTask<>(() -> ask(url));
        new Thread(call).start();
        return call;
    }

    private Answer ask(URI url) throws IOException {
        return endpoint.post(url, Map.of("Accept", "application/json"), Map.of("socket_id", "1.2"));
    }

    private static void awaitZero(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
