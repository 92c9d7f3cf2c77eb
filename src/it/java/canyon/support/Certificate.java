package canyon.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate, and TLS for a server that shows it and for a client that trusts it. */
public final class Certificate {
    public static final String PASSWORD = "changeit";

    /** As in server-config. */
    static final String ALIAS = "canyon";

    private Certificate() {}

    /**
     * Makes a new one.
     *
     * @param subject such as {@code ip:127.0.0.1} or {@code dns:localhost}
     */
    public static SSLContext of(String subject, Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = file(folder);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=canyon test",
                        "-ext",
                        "san=" + subject,
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
        }
        return context(file);
    }

    /** Believes the key of this alias in a file, and shows it. */
    public static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = load(file);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("peer", keys.getCertificate(ALIAS));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /** Writes the last one of the folder, and its key, beside it as reverse proxies want them. */
    static void exportPem(Path folder) throws IOException, GeneralSecurityException {
        KeyStore keys = load(file(folder));
        Files.writeString(
                folder.resolve("fullchain.pem"),
                pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
        Files.writeString(
                folder.resolve("privkey.pem"),
                pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %s-----%n%s%n-----END %1$s-----%n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(bytes));
    }

    /** Where the last one of the folder is, with its key. */
    public static Path file(Path folder) {
        return folder.resolve("keys.p12");
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
