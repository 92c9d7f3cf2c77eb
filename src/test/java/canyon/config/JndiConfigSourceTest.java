package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JndiConfigSourceTest {
    private final JndiConfigSource source = new JndiConfigSource();

    @BeforeEach
    void bind_a_server() {
        FakeServer.bindings.clear();
        FakeServer.asked.clear();
        FakeServer.answers = FakeServer::bound;
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, FakeServer.class.getName());
    }

    @AfterEach
    void unbind_the_server() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    @Test
    void the_component_comes_before_the_server() {
        FakeServer.bindings.put("canyon.dev", "off");
        assertThat(source.getValue("canyon.dev")).isEqualTo("off");

        FakeServer.bindings.put("java:global/canyon.dev", "false");
        assertThat(source.getValue("canyon.dev")).isEqualTo("false");

        FakeServer.bindings.put("java:comp/env/canyon.dev", "true");
        assertThat(source.getValue("canyon.dev")).isEqualTo("true");
    }

    @Test
    void a_value_of_any_type_is_read_as_text() {
        FakeServer.bindings.put("java:comp/env/canyon.dev", true);
        FakeServer.bindings.put("java:comp/env/canyon.fan-out.workers", 4);

        assertThat(source.getValue("canyon.dev")).isEqualTo("true");
        assertThat(source.getValue("canyon.fan-out.workers")).isEqualTo("4");
    }

    @Test
    void what_is_not_bound_is_absent() throws NamingException {
        FakeServer.bindings.put("java:comp/env/canyon.redis", new InitialContext());

        assertThat(source.getValue("canyon.dev")).isNull();
        assertThat(source.getValue("canyon.redis")).isNull();
    }

    @Test
    void other_names_are_not_even_looked_up() {
        FakeServer.bindings.put("java:comp/env/mp.config.profile", "dev");

        assertThat(source.getValue("mp.config.profile")).isNull();
        assertThat(FakeServer.asked).isEmpty();
    }

    @Test
    void a_naming_service_that_fails_in_whatever_way_means_absent() {
        List<Answers> failures = List.of(
                name -> {
                    throw new NamingException("no component");
                },
                name -> {
                    throw new IllegalStateException("no component");
                },
                name -> {
                    throw new NoClassDefFoundError("no component");
                });
        for (Answers failure : failures) {
            FakeServer.answers = failure;

            assertThat(source.getValue("canyon.dev")).isNull();
        }
    }

    @Test
    void a_failure_is_not_remembered() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        assertThat(source.getValue("canyon.dev")).isNull();

        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, FakeServer.class.getName());
        FakeServer.bindings.put("java:comp/env/canyon.dev", "true");
        assertThat(source.getValue("canyon.dev")).isEqualTo("true");
    }

    @Test
    void it_stands_between_environment_variables_and_system_properties() {
        assertThat(source.getOrdinal()).isEqualTo(350);
        assertThat(source.getName()).isEqualTo("JNDI");
        assertThat(source.getPropertyNames()).isEmpty();
        assertThat(source.getProperties()).isEmpty();
    }

    @Test
    void MicroProfile_Config_finds_it() {
        assertThat(ServiceLoader.load(ConfigSource.class)).hasAtLeastOneElementOfType(JndiConfigSource.class);
    }

    /** A server's naming service; made by JNDI itself, hence static. */
    public static final class FakeServer implements InitialContextFactory {
        static final Map<String, Object> bindings = new HashMap<>();
        static final List<String> asked = new ArrayList<>();
        static Answers answers = FakeServer::bound;

        /** What JNDI needs. */
        public FakeServer() {}

        static Object bound(String name) throws NamingException {
            Object value = bindings.get(name);
            if (value == null) {
                throw new NameNotFoundException(name);
            }
            return value;
        }

        @Override
        public Context getInitialContext(@Nullable Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) throws NamingException {
                    asked.add(name);
                    return answers.to(name);
                }
            };
        }
    }

    private interface Answers {
        Object to(String name) throws NamingException;
    }
}
