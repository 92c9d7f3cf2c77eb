package canyon.server;

import canyon.support.Await;
import canyon.support.Certificate;
import canyon.support.Jars;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.opentest4j.AssertionFailedError;

/** The contract as a web application: Canyon's writers, without what starts Canyon, and what runs tests. */
final class ContractWar {
    private static final Path FILE = Path.of("target", "it", "contract.war").toAbsolutePath();

    private ContractWar() {}

    static Path build() throws Exception {
        Files.createDirectories(FILE.getParent());
        File[] libraries = Stream.of(
                        AssertionFailedError.class,
                        Assertions.class,
                        JUnitException.class,
                        JupiterTestEngine.class,
                        Launcher.class,
                        ParameterizedTest.class,
                        Test.class,
                        TestEngine.class)
                .map(type -> Jars.of(type).toFile())
                .toArray(File[]::new);
        ShrinkWrap.create(WebArchive.class)
                .addPackages(
                        true,
                        Filters.include("/canyon/(config|connection|message|protocol|server|transport|wire)/.*"),
                        "canyon")
                .addClasses(Await.class, Certificate.class)
                .addAsResource("META-INF/services/canyon.transport.FastPath")
                .addAsWebInfResource(new File("webapp/WEB-INF/jboss-web.xml"))
                .addAsWebInfResource(new File("webapp/WEB-INF/jboss-deployment-structure.xml"))
                .addAsLibraries(libraries)
                .as(ZipExporter.class)
                .exportTo(FILE.toFile(), true);
        return FILE;
    }
}
