package canyon.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of a test's own, and certificates that it vouches for, as PEM files in one folder. */
public final class Authority {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final String name;

    private Authority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * With a key of its own.
     *
     * @param name of its files
     */
    public static Authority make(Path folder, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Authority authority = new Authority(folder, name);
        authority.pair(name, "-ext", "bc:c");
        authority.keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                authority.store(name),
                "-file",
                authority.certificate(name).toString());
        return authority;
    }

    /** To be trusted. */
    public Path certificate() {
        return certificate(name);
    }

    /**
     * Makes a key and has it certified.
     *
     * @param subject such as {@code ip:127.0.0.1} or {@code dns:localhost}
     */
    public void certify(String whose, String subject)
            throws IOException, GeneralSecurityException, InterruptedException {
        pair(whose);
        Path request = folder.resolve(whose + ".csr");
        keytool("-certreq", "-alias", whose, "-keystore", store(whose), "-file", request.toString());
        keytool(
                "-gencert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store(name),
                "-ext",
                "san=" + subject,
                "-infile",
                request.toString(),
                "-outfile",
                certificate(whose).toString());
    }

    public Path certificate(String whose) {
        return folder.resolve(whose + ".crt");
    }

    /** Of a certificate that was made here. */
    public Path key(String whose) {
        return folder.resolve(whose + ".key");
    }

    private void pair(String whose, String... more) throws IOException, GeneralSecurityException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                whose,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + whose,
                "-keystore",
                store(whose)));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(store(whose)))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Files.writeString(
                key(whose),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getKey(whose, PASSWORD.toCharArray())
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private String store(String whose) {
        return folder.resolve(whose + ".p12").toString();
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
    }
}
