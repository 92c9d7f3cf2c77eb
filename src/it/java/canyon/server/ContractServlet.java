package canyon.server;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import canyon.support.Certificate;
import canyon.wire.Peer;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a test class inside the server: {@code /contract?class=<simple name>&writer=<name>}, and for clients with TLS
 * {@code &port=<port>&folder=<of a Certificate>}. Answers with one {@link Verdict} a line.
 */
@WebServlet("/contract")
public final class ContractServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ThisServer.is(peer(request), request.getParameter("writer"));
        response.setContentType("text/plain;charset=UTF-8");
        PrintWriter out = response.getWriter();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(getClass().getPackageName() + "." + request.getParameter("class")))
                        .build(),
                new Verdicts(verdict -> {
                    out.println(verdict.line());
                    out.flush();
                }));
    }

    private static Peer peer(HttpServletRequest request) throws IOException {
        String folder = request.getParameter("folder");
        if (folder == null) {
            return new Peer(request.getLocalPort(), "127.0.0.1");
        }
        try {
            return new Peer(
                    Integer.parseInt(request.getParameter("port")),
                    "127.0.0.1",
                    Certificate.context(Certificate.file(Path.of(folder))));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private record Verdicts(Consumer<Verdict> heard) implements TestExecutionListener {
        /** What is not a test has a verdict only if it failed: then its tests did not run. */
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == Status.ABORTED) {
                return;
            }
            if (test.isTest() || result.getThrowable().isPresent()) {
                heard.accept(
                        Verdict.of(test.getDisplayName(), result.getThrowable().orElse(null)));
            }
        }
    }
}
