package canyon.demo;

import canyon.config.AppSettings;
import canyon.demo.DemoAuthorization.Answer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Stands in for the Laravel application that Canyon asks who may join what. */
public final class DemoAuthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Where Laravel has it too. */
    private static final String PATH = "/broadcasting/auth";

    private final transient DemoAuthorization authorization;

    private DemoAuthServlet(DemoAuthorization authorization) {
        this.authorization = authorization;
    }

    /** Puts it in place; to be called while the application starts. */
    public static void open(ServletContext context, AppSettings app) {
        context.addServlet("demo authorization", new DemoAuthServlet(new DemoAuthorization(app)))
                .addMapping(PATH);
    }

    /** As Laravel, which accepts both methods. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doPost(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = DemoForm.read(request)
                .map(fields -> authorization.answer(request.getHeader("Authorization"), fields))
                .orElseGet(() -> DemoAuthorization.error(
                        HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                        "The form has more than " + DemoForm.BODY_BYTES + " bytes"));
        byte[] body = answer.body().text().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
