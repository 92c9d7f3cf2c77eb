package canyon.config;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** A certificate that nobody has the key of, and keys. */
final class TestPem {
    static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBhDCCASmgAwIBAgIUCHQJGlwOdL9V4FwkC1KgsDrpvE4wCgYIKoZIzj0EAwIw
            FjEUMBIGA1UEAwwLY2FueW9uIHRlc3QwIBcNMjYxMTI4MTI1ODQ4WhgPMjEyNjEx
            MDQxMjU4NDhaMBYxFDASBgNVBAMMC2NhbnlvbiB0ZXN0MFkwEwYHKoZIzj0CAQYI
            KoZIzj0DAQcDQgAEblhsHaItsjOph/JKzNohB91MdGhyEfyGteKyoX1QhKguY4Ec
            4H2xrt2JOvYLqWw6b7vJaedKXKIaMHsKDuBa7qNTMFEwHQYDVR0OBBYEFPlv+B5i
            vkLElZ8TS/M4udcBrltNMB8GA1UdIwQYMBaAFPlv+B5ivkLElZ8TS/M4udcBrltN
            MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAJzxinR9TMY88nj5
            XiMFATv/Po281edV6FEaiv6KdVfMAiEAh/hlGbc+2BviMXaScn3m6h1pL5D4h/i3
            qg9L3fP2UGE=
            -----END CERTIFICATE-----
            """;

    private TestPem() {}

    /** A new one, which is that of no certificate. */
    static String key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        String base64 = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }
}
