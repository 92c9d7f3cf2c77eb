package canyon.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of the class run against Canyon behind this reverse proxy; they are given both by {@link ProxyServers}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProxyServers.class)
public @interface Behind {
    ProxyKind value();
}
