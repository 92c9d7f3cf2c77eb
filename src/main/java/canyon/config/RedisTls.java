package canyon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Files in PEM for TLS with Redis. They are read for each connection, so that new ones hold from the next one on.
 *
 * @param ca authorities that vouch for Redis; null means those of this Java
 * @param cert Canyon's own certificate, perhaps with those between it and its authority; null means none
 * @param key of {@code cert}, PKCS #8 without a password; null exactly if that is
 */
public record RedisTls(
        @Nullable Path ca, @Nullable Path cert, @Nullable Path key) {
    /** What Java brings, and no certificate of its own. */
    public static final RedisTls NONE = new RedisTls(null, null, null);

    private static final char[] NO_PASSWORD = {};

    public RedisTls {
        if ((cert == null) != (key == null)) {
            throw new IllegalArgumentException("a certificate and its key belong together");
        }
    }

    boolean isGiven() {
        return ca != null || cert != null;
    }

    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be used; its message names the file and says why, for people
     */
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own(), trusted(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up with these files: " + e.getMessage(), e);
        }
    }

    /** Null for Java's own. */
    private TrustManager @Nullable [] trusted() throws IOException, GeneralSecurityException {
        if (ca == null) {
            return null;
        }
        KeyStore store = emptyStore();
        for (X509Certificate certificate : certificates(ca)) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Null for none. */
    private KeyManager @Nullable [] own() throws IOException, GeneralSecurityException {
        if (cert == null || key == null) {
            return null;
        }
        List<X509Certificate> chain = certificates(cert);
        PrivateKey secret = privateKey(key);
        if (!belongTogether(chain.get(0).getPublicKey(), secret)) {
            throw new IOException(key + " is not the key of the first certificate in " + cert);
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("own", secret, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            return PemFile.certificates(file);
        } catch (IOException e) {
            // Without its cause, whose message is often no more than the path.
            throw new IOException(file + " " + e.getMessage());
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        try {
            return PemFile.key(file);
        } catch (IOException e) {
            // Without its cause, whose message is often no more than the path.
            throw new IOException(file + " " + e.getMessage());
        }
    }

    private static boolean belongTogether(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
        if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (open.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> open.getAlgorithm();
                });
        byte[] text = {1, 2, 3};
        signature.initSign(secret);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(text);
        return signature.verify(signed);
    }
}
