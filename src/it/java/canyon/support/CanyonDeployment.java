package canyon.support;

import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys: the file that the test names, unchanged. */
final class CanyonDeployment {
    /** System property: the file. */
    static final String WAR = "canyon.it.war";

    private CanyonDeployment() {}

    @Deployment(testable = false)
    public static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "canyon.war")
                .importFrom(new File(System.getProperty(WAR)))
                .as(WebArchive.class);
    }
}
