package canyon.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the PostgreSQL that all of them share.
 *
 * <p>Where it is not installed such tests are skipped, or fail where the environment says
 * {@code CANYON_REQUIRE_POSTGRESQL=true}.
 */
public final class PostgresServers implements ExecutionCondition, ParameterResolver {
    private static final String REQUIRED = "CANYON_REQUIRE_POSTGRESQL";
    private static final String MISSING = "PostgreSQL is neither in /usr/lib/postgresql nor on the PATH";
    private static final Namespace NAMESPACE = Namespace.create(PostgresServers.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Boolean.parseBoolean(System.getenv(REQUIRED))
                || PostgresServer.programs().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a PostgreSQL, or has to be one");
        }
        store(context).computeIfAbsent("skipped", key -> {
            System.out.println("Tests with PostgreSQL are skipped: " + MISSING + ".");
            return true;
        });
        return ConditionEvaluationResult.disabled(MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).computeIfAbsent(PostgresServer.class, key -> start(), PostgresServer.class);
    }

    private static PostgresServer start() {
        Path programs = PostgresServer.programs().orElseThrow(() -> new IllegalStateException(MISSING));
        try {
            return PostgresServer.start(programs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }
}
