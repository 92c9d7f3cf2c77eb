package canyon.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** People whom an application server knows, if Canyon leaves it to the server who may use the dashboard. */
public final class Accounts {
    /** Has the role {@code canyon-admin}. */
    public static final String OPERATOR = "operator";

    /** Has not. */
    public static final String VISITOR = "visitor";

    /** Of both. */
    public static final String PASSWORD = "hunter2-of-the-server";

    private static final String GROUP = "canyon-admin";

    private Accounts() {}

    static boolean areWanted(Setup setup) {
        return "container".equals(setup.properties().get("canyon.admin.auth"));
    }

    /** What {@code asadmin} has to do. */
    static List<String> ofPayara(Setup setup) throws IOException {
        if (!areWanted(setup)) {
            return List.of();
        }
        Path passwords =
                Files.writeString(setup.folder().resolve("password.txt"), "AS_ADMIN_USERPASSWORD=" + PASSWORD + "\n");
        String create = "create-file-user --passwordfile " + passwords + " --groups ";
        return List.of(create + GROUP + " " + OPERATOR, create + "nobody " + VISITOR);
    }

    /** As {@code add-user.sh} writes it. */
    static void writeForWildFly(Path configuration) throws IOException {
        Files.writeString(
                configuration.resolve("application-users.properties"),
                line(OPERATOR) + line(VISITOR),
                StandardOpenOption.APPEND);
        Files.writeString(
                configuration.resolve("application-roles.properties"),
                "\n" + OPERATOR + "=" + GROUP + "\n",
                StandardOpenOption.APPEND);
    }

    private static String line(String user) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5")
                    .digest((user + ":ApplicationRealm:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            return "\n" + user + "=" + HexFormat.of().formatHex(digest) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** With what {@code server-config} has for it, and one more. */
    static void writeForLiberty(Path settings, Path overrides) throws IOException {
        String admin = Files.readString(settings.resolve("admin.xml"))
                .replace("${env.OPERATOR_PASSWORD}", PASSWORD)
                .replace(
                        "<group name=\"canyon-admin\">",
                        "<user name=\"" + VISITOR + "\" password=\"" + PASSWORD + "\"/><group name=\"canyon-admin\">");
        Files.writeString(overrides.resolve("admin.xml"), admin);
    }
}
