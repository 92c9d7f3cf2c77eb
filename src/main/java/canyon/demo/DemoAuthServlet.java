package canyon.demo;

import canyon.app.App;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands in for the Laravel application, which says who may join what and who somebody is. */
public final class DemoAuthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient DemoStandIn standIn;

    private DemoAuthServlet(DemoStandIn standIn) {
        this.standIn = standIn;
    }

    /** Puts it where Laravel has it too; to be called while the web application starts. */
    public static void open(ServletContext context, App app) {
        context.addServlet("demo authorization", new DemoAuthServlet(new DemoAuthorization(app)))
                .addMapping("/broadcasting/auth");
        context.addServlet("demo sign-in", new DemoAuthServlet(new DemoSignIn(app)))
                .addMapping("/broadcasting/user-auth");
    }

    /** As Laravel, which accepts both methods. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doPost(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        DemoForm.read(request)
                .map(fields -> standIn.answer(request.getHeader("Authorization"), fields))
                .orElseGet(() -> DemoAnswer.error(
                        HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                        "The form has more than " + DemoForm.BODY_BYTES + " bytes"))
                .write(response);
    }
}
