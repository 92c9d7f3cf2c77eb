package canyon.support;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a Canyon that all reverse proxies share, and the one of them that the class is {@link Behind}.
 *
 * <p>Where the proxy is not installed such tests are skipped, or fail where the environment says
 * {@code CANYON_REQUIRE_NGINX=true} or {@code CANYON_REQUIRE_APACHE=true}.
 */
public final class ProxyServers implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ProxyServers.class);

    /** It believes nobody but its proxy, serves nobody without TLS, and pings as soon as it may. */
    private static final Map<String, String> SETTINGS = Map.of(
            "canyon.trusted-proxies", "127.0.0.1",
            "canyon.app.id", CanyonServers.APP_ID,
            "canyon.app.key", CanyonServers.APP_KEY,
            "canyon.app.secret", CanyonServers.APP_SECRET,
            "canyon.app.tls-only", "on",
            "canyon.socketio.ping-interval", "PT1S",
            "canyon.pusher.activity-timeout", "PT1S");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ProxyKind kind = kind(context);
        if (kind.isRequired() || kind.program().isPresent()) {
            return ConditionEvaluationResult.enabled("it is there, or has to be");
        }
        String missing = kind + " is neither on the PATH nor in /usr/sbin";
        store(context).computeIfAbsent("skipped " + kind, key -> {
            System.out.println("Tests with a reverse proxy are skipped: " + missing + ".");
            return true;
        });
        return ConditionEvaluationResult.disabled(missing);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == CanyonServer.class || type == ReverseProxy.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        CanyonServer canyon = store(context).computeIfAbsent(CanyonServer.class, key -> canyon(), CanyonServer.class);
        if (parameter.getParameter().getType() == CanyonServer.class) {
            return canyon;
        }
        ProxyKind kind = kind(context);
        return store(context).computeIfAbsent(kind, key -> proxy(kind, canyon), ReverseProxy.class);
    }

    private static CanyonServer canyon() {
        try {
            return CanyonServer.start(SETTINGS);
        } catch (IOException e) {
            throw new IllegalStateException("no Canyon for the reverse proxies", e);
        }
    }

    private static ReverseProxy proxy(ProxyKind kind, CanyonServer canyon) {
        try {
            return ReverseProxy.start(kind, canyon.http().getPort(), UnaryOperator.identity());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(kind + " did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProxyKind kind(ExtensionContext context) {
        return context.getRequiredTestClass().getAnnotation(Behind.class).value();
    }

    private static Store store(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }
}
