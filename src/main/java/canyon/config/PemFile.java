package canyon.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys in files as OpenSSL writes them (RFC 7468). What goes wrong is an {@link IOException} whose
 * message says so for people, without anything of a key.
 */
final class PemFile {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private PemFile() {}

    /** All certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(certificate(bytes(block.group(2))));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    /** The first private key of a file. */
    static PrivateKey key(Path file) throws IOException {
        Matcher block = BLOCK.matcher(text(file));
        boolean isOther = false;
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return key(bytes(block.group(2)));
            }
            isOther |= block.group(1).endsWith("PRIVATE KEY");
        }
        throw new IOException(
                isOther
                        ? "holds an encrypted key or one of an old format: openssl pkcs8 -topk8 -nocrypt makes one that can"
                                + " be read"
                        : "holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private static X509Certificate certificate(byte[] bytes) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new IOException("holds a damaged certificate", e);
        }
    }

    private static PrivateKey key(byte[] bytes) throws IOException {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(bytes);
        try {
            PrivateKey rsa = key(KeyFactory.getInstance("RSA"), encoded);
            PrivateKey rsaOrEc = rsa == null ? key(KeyFactory.getInstance("EC"), encoded) : rsa;
            PrivateKey any = rsaOrEc == null ? key(KeyFactory.getInstance("EdDSA"), encoded) : rsaOrEc;
            if (any != null) {
                return any;
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("cannot be read by this Java: " + e.getMessage(), e);
        }
        throw new IOException("holds a damaged private key, or one that is neither RSA, EC nor Ed25519");
    }

    /** Null if it is of another algorithm, or damaged. */
    private static @Nullable PrivateKey key(KeyFactory factory, PKCS8EncodedKeySpec encoded) {
        try {
            return factory.generatePrivate(encoded);
        } catch (InvalidKeySpecException e) {
            return null;
        }
    }

    private static byte[] bytes(String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes characters of a key.
            throw new IOException("is damaged");
        }
    }

    private static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("has more than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("may not be read", e);
        }
    }
}
