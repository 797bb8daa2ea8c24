package dev.waybill.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificate a server shows, and its key: two files in PEM, the chain with the server's own certificate first, or one in PKCS #12. Read
 * when it is made, and again when a file changes.
 */
public final class Tls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private final Path certificate;
    private final @Nullable Path key;
    private final String password;

    private Tls(Path certificate, @Nullable Path key, String password) {
        this.certificate = certificate;
        this.key = key;
        this.password = password;
    }

    /**
     * Two files in PEM.
     *
     * @param key not encrypted, as {@code openssl genpkey} writes it
     * @throws IOException if they cannot be read, or are something else
     */
    public static Tls pem(Path certificate, Path key) throws IOException {
        return checked(new Tls(certificate, key, UUID.randomUUID().toString()));
    }

    /**
     * One file in PKCS #12 with one key.
     *
     * @throws IOException if it cannot be read, or is something else
     */
    public static Tls pkcs12(Path file, String password) throws IOException {
        return checked(new Tls(file, null, password));
    }

    private static Tls checked(Tls tls) throws IOException {
        tls.keyStore();
        return tls;
    }

    Path certificate() {
        return certificate;
    }

    /** When its files were written last. */
    record Stamp(List<FileTime> times) {}

    Stamp stamp() {
        return new Stamp(key == null ? List.of(written(certificate)) : List.of(written(certificate), written(key)));
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    SslContextFactory.Server factory() {
        var factory = new SslContextFactory.Server();
        try {
            factory.setKeyStore(keyStore());
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        factory.setKeyStorePassword(password);
        factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return factory;
    }

    KeyStore keyStore() throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            if (key == null) {
                try (InputStream in = Files.newInputStream(certificate)) {
                    store.load(in, password.toCharArray());
                }
            } else {
                store.load(null, null);
                store.setKeyEntry("waybill", key(key), password.toCharArray(), chain());
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + ": expected a certificate, got " + e.getMessage(), e);
        }
    }

    private Certificate[] chain() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate)) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (chain.isEmpty()) {
                throw new IOException(certificate + ": expected a certificate in PEM, got none");
            }
            return chain.toArray(Certificate[]::new);
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        var text = KEY.matcher(Files.readString(file, US_ASCII));
        if (!text.find()) {
            throw new IOException(file + ": expected a private key in PEM that is not encrypted (PKCS #8)");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(text.group(1));
        for (String algorithm : ALGORITHMS) {
            var key = key(bytes, algorithm);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IOException(file + ": expected a key of one of " + ALGORITHMS);
    }

    /** Empty where it is a key of another algorithm. */
    private static Optional<PrivateKey> key(byte[] bytes, String algorithm) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Tls[" + certificate + "]";
    }
}
