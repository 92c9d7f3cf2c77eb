package canyon.browser;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the server with the demo page, started for the first test that asks and stopped after the last one. */
final class DemoServers implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(DemoServers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DemoServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(DemoServer.class, key -> start(), DemoServer.class);
    }

    private static DemoServer start() {
        try {
            return DemoServer.start();
        } catch (IOException e) {
            throw new IllegalStateException("the server with the demo page did not start", e);
        }
    }
}
