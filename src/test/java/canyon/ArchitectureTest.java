package canyon;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {
    private static final JavaClasses CANYON = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("canyon");

    /** The architecture as a table: a package may use itself, the packages of its row, and nothing else of Canyon. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            row("message", ""),
            row("protocol", "message"),
            row("protocol.socketio", "protocol message"),
            row("metrics", ""),
            row("activity", ""),
            row("config.imported", ""),
            row("config", "config.imported"),
            row("connection", "protocol message metrics activity config"),
            row("drain", "connection"),
            row("channel", "connection protocol message metrics activity config"),
            row("broker", "user channel connection message metrics config"),
            row("protocol.pusher", "protocol message"),
            row("user", "connection protocol message"),
            row("app", "message metrics config"),
            row("app.source", "app message metrics config"),
            row("conversation", "auth app broker channel user connection protocol message metrics activity config"),
            row("transport", "conversation connection protocol message metrics config"),
            row(
                    "transport.pusher",
                    "transport conversation app connection protocol.pusher protocol message metrics config"),
            row("transport.engineio", "transport connection protocol.socketio protocol message metrics config"),
            row(
                    "transport.socketio",
                    "transport.engineio conversation auth app connection protocol.socketio protocol message metrics config"),
            row("server.wildfly", "transport connection protocol metrics config"),
            row("server.liberty", "transport connection protocol"),
            row("server.payara", "transport connection protocol"),
            row("auth", "message metrics config"),
            row("http", ""),
            row("auth.http", "auth http message metrics config"),
            row("webhook", "app channel http message metrics activity config"),
            row("cluster", "broker channel connection message metrics config"),
            row("redis", "cluster broker channel message metrics config"),
            row("api", "app broker channel connection message metrics config"),
            row("dashboard.access", "message config"),
            row("dashboard.statistics", "dashboard.access message config"),
            row("dashboard.live", "dashboard.access dashboard.statistics activity message"),
            row("ops", "transport redis cluster app channel connection message metrics activity config"),
            row("ops.jmx", "ops redis channel connection message metrics"),
            row("ops.health", "ops"),
            row("demo", "app broker message metrics config"),
            row("dashboard.selftest", "app message config"),
            row("dashboard.snippets", "app"),
            row("dashboard.authtest", "auth app message"),
            row(
                    "dashboard",
                    "dashboard.access dashboard.selftest dashboard.snippets dashboard.authtest redis cluster auth user app broker"
                            + " channel connection message metrics config"));

    /** Puts everything together: uses all, used by none. */
    private static final String COMPOSITION = "boot";

    @TestFactory
    Stream<DynamicTest> each_package_uses_only_what_its_row_allows() {
        return CANYON.stream()
                .map(ArchitectureTest::nameOf)
                .distinct()
                .filter(MAY_USE::containsKey)
                .map(name -> dynamicTest(
                        name, () -> assertThat(forbiddenUses(name)).as(name).isEmpty()));
    }

    @Test
    void every_package_but_the_composition_has_a_row() {
        assertThat(CANYON)
                .allSatisfy(type -> assertThat(nameOf(type))
                        .satisfiesAnyOf(
                                name -> assertThat(name).isEqualTo(COMPOSITION),
                                name -> assertThat(name).isIn(MAY_USE.keySet())));
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("canyon.(**)").should().beFreeOfCycles().check(CANYON);
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(CANYON)
                .allSatisfy(type -> assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                        .as(type.getPackageName())
                        .isTrue());
    }

    @Test
    void message_needs_nothing_but_the_jdk() {
        classes()
                .that(resideInAPackage("canyon.message"))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("canyon.message", "java..", "org.jspecify..", "com.google.errorprone.."))
                .check(CANYON);
    }

    @Test
    void jedis_stays_in_redis() {
        noClasses()
                .that()
                .resideOutsideOfPackage("canyon.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("redis.clients..")
                .check(CANYON);
    }

    /** A clock that is set back or forth must change nothing: intervals are nanoseconds, times are those of Redis. */
    @Test
    void nothing_between_nodes_asks_what_time_it_is() {
        noClasses()
                .that()
                .resideInAnyPackage("canyon.cluster", "canyon.redis")
                // It tells people since when Redis is as it is.
                .and()
                .haveNameNotMatching("canyon\\.redis\\.RedisHealth(\\$.*)?")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, Instant.class, Date.class)
                .check(CANYON);
    }

    @Test
    void micrometer_stays_in_ops() {
        noClasses()
                .that()
                .resideOutsideOfPackage("canyon.ops")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(CANYON);
    }

    @Test
    void classes_of_a_vendor_stay_with_its_server() {
        noClasses()
                .that()
                .resideOutsideOfPackage("canyon.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..", "org.jboss..", "org.glassfish..", "com.ibm..")
                .check(CANYON);
    }

    @Test
    void jakarta_stays_in_doors_and_in_composition_and_on_the_scoped_registry() {
        noClasses()
                .that(resideInAnyPackage(
                                "canyon.transport..",
                                "canyon.api..",
                                "canyon.redis..",
                                "canyon.http..",
                                "canyon.demo..",
                                "canyon.dashboard..",
                                "canyon.ops..",
                                "canyon.config..",
                                "canyon.boot..",
                                "canyon.server..")
                        .negate())
                .and(resideInAPackage("canyon.channel")
                        .and(annotatedWith(ApplicationScoped.class))
                        .negate())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..")
                .check(CANYON);
    }

    private static Set<String> forbiddenUses(String name) {
        return CANYON.stream()
                .filter(type -> nameOf(type).equals(name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> CANYON.contain(
                        use.getTargetClass().getBaseComponentType().getName()))
                .filter(use -> !isAllowed(name, nameOf(use.getTargetClass().getBaseComponentType())))
                .map(use -> use.getOriginClass().getSimpleName() + " uses "
                        + use.getTargetClass().getName())
                .collect(toCollection(TreeSet::new));
    }

    private static boolean isAllowed(String name, String used) {
        return used.equals(name) || MAY_USE.getOrDefault(name, Set.of()).contains(used);
    }

    /** The package of a class, without {@code canyon.} */
    private static String nameOf(JavaClass type) {
        return type.getPackageName().substring("canyon.".length());
    }

    private static Map.Entry<String, Set<String>> row(String name, String mayUse) {
        return entry(name, Set.of(mayUse.split(" ")));
    }
}
