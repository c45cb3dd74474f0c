package dev.rostrum.service.mqtt.link;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and a key from PEM files, as a TLS context. Nothing of a key ever reaches a message. */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    private PemFiles() {}

    /** A context that trusts and shows what the settings name. */
    static SSLContext context(MqttSettings.Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(tls), trustManagers(tls.caFile()), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new UnreadableSecret("TLS settings: " + e.getMessage(), e);
        }
    }

    private static TrustManager @org.jspecify.annotations.Nullable [] trustManagers(Optional<Path> caFile)
            throws GeneralSecurityException, IOException {
        if (caFile.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(caFile.get())) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @org.jspecify.annotations.Nullable [] keyManagers(MqttSettings.Tls tls)
            throws GeneralSecurityException, IOException {
        if (tls.certificateFile().isEmpty() && tls.keyFile().isEmpty()) {
            return null;
        }
        if (tls.certificateFile().isEmpty() || tls.keyFile().isEmpty()) {
            throw new IOException("certificate-file and key-file go together");
        }
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(tls.certificateFile().get()).toArray(Certificate[]::new);
        store.setKeyEntry("unit", key(tls.keyFile().get()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        byte[] bytes = read(file);
        Collection<? extends Certificate> found =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
        if (found.isEmpty()) {
            throw new IOException("no certificate in " + file);
        }
        return found;
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        Matcher matcher = KEY.matcher(new String(read(file), java.nio.charset.StandardCharsets.US_ASCII));
        if (!matcher.find()) {
            throw new IOException(
                    "no unencrypted PKCS #8 key in " + file + " (openssl pkcs8 -topk8 -nocrypt makes one)");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // another algorithm's key: the next one may know it
            }
        }
        throw new IOException("the key in " + file + " is neither EC nor RSA nor Ed25519");
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
