package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the browser that all of them share, and after each one closes its windows and looks into the console:
 * errors that the test did not take from there fail it.
 *
 * <p>Without Chromium such tests are skipped, or fail where the environment says {@code CANYON_REQUIRE_BROWSER=true}.
 */
final class Browsers implements ExecutionCondition, ParameterResolver, AfterEachCallback {
    private static final String REQUIRED = "CANYON_REQUIRE_BROWSER";
    private static final String MISSING = "chromium and chromedriver are not both on the PATH";
    private static final Namespace NAMESPACE = Namespace.create(Browsers.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Boolean.parseBoolean(System.getenv(REQUIRED))
                || BrowserPrograms.find().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a browser, or has to be one");
        }
        store(context).computeIfAbsent("skipped", key -> {
            System.out.println("Browser tests are skipped: " + MISSING + ".");
            return true;
        });
        return ConditionEvaluationResult.disabled(MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).computeIfAbsent(Browser.class, key -> start(), Browser.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Browser browser = store(context).get(Browser.class, Browser.class);
        if (browser != null) {
            browser.closeWindows();
            assertThat(browser.takeConsoleErrors())
                    .as("errors in the browser's console")
                    .isEmpty();
        }
    }

    private static Browser start() {
        return Browser.start(BrowserPrograms.find().orElseThrow(() -> new IllegalStateException(MISSING)));
    }

    private static Store store(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }
}
