package canyon.support;

import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys: the file that Maven packaged, unchanged. */
final class CanyonDeployment {
    private CanyonDeployment() {}

    @Deployment(testable = false)
    public static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "canyon.war")
                .importFrom(new File("target/canyon.war"))
                .as(WebArchive.class);
    }
}
