package canyon.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests with {@link RedisProcess}es. Where Redis is not installed they are skipped, or fail where the environment
 * says {@code CANYON_REQUIRE_REDIS=true}.
 */
public final class RedisServers implements ExecutionCondition {
    private static final String REQUIRED = "CANYON_REQUIRE_REDIS";
    private static final String MISSING = "redis-server and redis-cli are not on the PATH";
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Boolean.parseBoolean(System.getenv(REQUIRED))
                        || (find("redis-server").isPresent()
                                && find("redis-cli").isPresent())
                ? ConditionEvaluationResult.enabled("there is a Redis, or has to be one")
                : ConditionEvaluationResult.disabled(MISSING);
    }

    static Path program(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException(MISSING));
    }

    private static Optional<Path> find(String name) {
        return PATH_SEPARATOR
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
