package canyon.dashboard.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A request that has an address, headers and cookies, and no more. */
final class TestRequest {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String peer;
    private String cookie = "";
    private boolean secure;

    private TestRequest(String peer) {
        this.peer = peer;
        headers.put("Host", "canyon.test:6001");
    }

    static TestRequest from(String peer) {
        return new TestRequest(peer);
    }

    TestRequest with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    TestRequest withSession(String token) {
        cookie = token;
        return this;
    }

    TestRequest withBasic(String user, String password) {
        return with(
                "Authorization",
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    TestRequest byTls() {
        secure = true;
        return this;
    }

    HttpServletRequest get() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TestRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "isSecure" -> secure;
                    case "getMethod" -> "GET";
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getHeaders" -> {
                        String value = headers.get((String) arguments[0]);
                        yield value == null
                                ? Collections.emptyEnumeration()
                                : Collections.enumeration(Collections.singleton(value));
                    }
                    case "getCookies" ->
                        cookie.isEmpty() ? null : new Cookie[] {new Cookie(SessionServlet.COOKIE, cookie)};
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
