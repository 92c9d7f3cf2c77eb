package canyon;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.context.ApplicationScoped;
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
            entry("message", Set.of()),
            entry("protocol", Set.of("message")),
            entry("protocol.socketio", Set.of("protocol", "message")),
            entry("metrics", Set.of()),
            entry("config", Set.of()),
            entry("connection", Set.of("protocol", "message", "metrics", "config")),
            entry("channel", Set.of("connection", "protocol", "message", "metrics", "config")),
            entry("broker", Set.of("channel", "message", "metrics", "config")),
            entry("app", Set.of("message", "metrics", "config")),
            entry(
                    "conversation",
                    Set.of("app", "broker", "channel", "connection", "protocol", "message", "metrics", "config")),
            entry("transport", Set.of("conversation", "connection", "protocol", "message", "metrics", "config")),
            entry(
                    "transport.engineio",
                    Set.of(
                            "transport",
                            "connection",
                            "protocol.socketio",
                            "protocol",
                            "message",
                            "metrics",
                            "config")),
            entry(
                    "transport.socketio",
                    Set.of(
                            "transport.engineio",
                            "conversation",
                            "app",
                            "connection",
                            "protocol.socketio",
                            "protocol",
                            "message",
                            "metrics",
                            "config")),
            entry("server.wildfly", Set.of("transport", "connection", "protocol", "metrics", "config")),
            entry("redis", Set.of("broker", "channel", "message", "metrics", "config")),
            entry("api", Set.of("app", "broker", "channel", "connection", "message", "metrics", "config")),
            entry("demo", Set.of("app", "broker", "message", "metrics", "config")),
            entry(
                    "boot",
                    Set.of(
                            "message",
                            "protocol",
                            "protocol.socketio",
                            "metrics",
                            "config",
                            "connection",
                            "channel",
                            "broker",
                            "app",
                            "conversation",
                            "transport",
                            "transport.engineio",
                            "transport.socketio",
                            "redis",
                            "api",
                            "demo")));

    @TestFactory
    Stream<DynamicTest> each_package_uses_only_what_its_row_allows() {
        return packages().filter(MAY_USE::containsKey).map(name -> dynamicTest(name, () -> {
            Set<String> allowed = new TreeSet<>(MAY_USE.get(name));
            allowed.add(name);

            assertThat(usesOutside(name, allowed)).isEmpty();
        }));
    }

    @Test
    void every_package_has_a_row() {
        assertThat(MAY_USE.keySet()).containsAll(packages().toList());
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("canyon.(**)").should().beFreeOfCycles().check(CANYON);
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(packages().filter(name -> !CANYON.getPackage("canyon." + name).isAnnotatedWith(NullMarked.class)))
                .isEmpty();
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
                .that(are(resideInAnyPackage(
                                "canyon.transport..",
                                "canyon.api..",
                                "canyon.redis..",
                                "canyon.demo..",
                                "canyon.config..",
                                "canyon.boot..",
                                "canyon.server..")
                        .negate()))
                .and(are(resideInAPackage("canyon.channel")
                        .and(annotatedWith(ApplicationScoped.class))
                        .negate()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..")
                .check(CANYON);
    }

    private static Set<String> usesOutside(String name, Set<String> allowed) {
        return CANYON.stream()
                .filter(type -> shortName(type).equals(name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> isCanyon(use.getTargetClass()))
                .filter(use -> !allowed.contains(shortName(use.getTargetClass())))
                .map(use -> use.getOriginClass().getSimpleName() + " uses "
                        + use.getTargetClass().getName())
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> packages() {
        return CANYON.stream().map(ArchitectureTest::shortName).collect(toSet()).stream()
                .sorted();
    }

    private static boolean isCanyon(JavaClass type) {
        return type.getPackageName().startsWith("canyon.");
    }

    private static String shortName(JavaClass type) {
        return type.getPackageName().substring("canyon.".length());
    }
}
