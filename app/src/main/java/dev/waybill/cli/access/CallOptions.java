package dev.waybill.cli.access;

import dev.waybill.cli.config.LauncherVariables;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command shows to a server, and whom it trusts. Filled by the parser, once. A token is never an argument. */
public final class CallOptions {
    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The token to show, in a file. Also " + LauncherVariables.TOKEN + " or "
                    + LauncherVariables.TOKEN_FILE + ".")
    private @Nullable Path tokenFile;

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "Trust these certificates, in PEM, for https, and no others.")
    private @Nullable Path trusted;

    /** What every request carries; no output shows the token from now on. */
    public Shown shown(Session session) {
        var token = token(session);
        token.ifPresent(secret -> session.redactor().learn(List.of(secret)));
        return new Shown(token);
    }

    private Optional<String> token(Session session) {
        if (tokenFile != null) {
            return Optional.of(read(tokenFile));
        }
        var direct = session.variable(LauncherVariables.TOKEN);
        return direct.isPresent()
                ? direct.map(String::strip)
                : session.variable(LauncherVariables.TOKEN_FILE).map(file -> read(Path.of(file)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.toString(), "cannot be read")
                    .expected("a file with a token, as waybill token create prints it")
                    .because(e);
        }
    }

    /**
     * What is shown to a server.
     *
     * @param token absent: nothing
     */
    public record Shown(Optional<String> token) {
        /** Nothing. */
        public static final Shown NOTHING = new Shown(Optional.empty());

        /** The same request, with it. */
        public HttpRequest.Builder on(HttpRequest.Builder request) {
            return token.map(secret -> request.header("Authorization", "Bearer " + secret))
                    .orElse(request);
        }

        @Override
        public String toString() {
            return "Shown[" + (token.isPresent() ? "a token" : "nothing") + "]"; // no secrets
        }
    }

    /** A client that trusts whom the options say. */
    public HttpClient.Builder client() {
        var client = HttpClient.newBuilder();
        return trusted == null ? client : client.sslContext(trusting(trusted));
    }

    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (isInForce((X509Certificate) certificate)) {
                    store.setCertificateEntry("trusted-" + number++, certificate);
                }
            }
            if (number == 0) {
                throw new GeneralSecurityException("there is none in it that is valid now");
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, "--cacert " + file, String.valueOf(e.getMessage()))
                    .expected("certificates in PEM")
                    .because(e);
        }
    }

    /** Java trusts what it is told to trust, for ever: a server that shows the very certificate would pass after its end. */
    private static boolean isInForce(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
