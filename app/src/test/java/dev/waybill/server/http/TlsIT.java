package dev.waybill.server.http;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door with a certificate, and commands that look at it. */
final class TlsIT {
    private static final Routes WHY = routes -> routes.get("/why", ctx -> Answers.text(ctx, 200, "all is well\n"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private TestCertificate certificate(String name, String host, String start, int days) throws Exception {
        return TestCertificate.make(folder, name, host, start, days);
    }

    private static Door open(Tls tls) throws IOException {
        var settings = DoorSettings.at("127.0.0.1", 0).withTls(Optional.of(tls));
        return Door.open(settings, ErrorForm.PROBLEM, List.of(WHY));
    }

    private static CommandRun why(Door door, Path trusted) {
        return CommandRun.with(Map.of(), "why", "--url", door.uri().toString(), "--cacert", trusted.toString());
    }

    @Test
    void aCertificateThatIsTrustedOpensTheDoor() throws Exception {
        var good = certificate("good", "ip:127.0.0.1", "-1d", 30);
        var other = certificate("other", "ip:127.0.0.1", "-1d", 30);
        try (var pem = open(Tls.pem(good.certificate(), good.key()));
                var store = open(Tls.pkcs12(good.store(), TestCertificate.PASSWORD))) {
            assertThat(pem.uri().getScheme()).isEqualTo("https");
            assertThat(why(pem, good.certificate()).out()).isEqualTo("all is well\n");
            assertThat(why(store, good.certificate()).out()).isEqualTo("all is well\n");

            var distrusted = why(pem, other.certificate());

            assertThat(distrusted.exit()).isEqualTo(9);
            assertThat(distrusted.out()).isEmpty();
            assertThat(distrusted.err())
                    .contains("none that is trusted here; --cacert FILE")
                    .doesNotContain("sun.");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        var wrong = certificate("wrong", "dns:elsewhere.example", "-1d", 30);
        try (var door = open(Tls.pem(wrong.certificate(), wrong.key()))) {
            var run = why(door, wrong.certificate());

            assertThat(run.exit()).isEqualTo(9);
            assertThat(run.err())
                    .contains("127.0.0.1", "its certificate is of another host")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() throws Exception {
        var authority = certificate("authority", "dns:ca.example", "-20d", 300);
        var old = authority.sign(folder, "old", "ip:127.0.0.1", "-10d", 2);
        var young = authority.sign(folder, "young", "ip:127.0.0.1", "-10d", 20);
        try (var expired = open(Tls.pem(old.certificate(), old.key()));
                var valid = open(Tls.pem(young.certificate(), young.key()))) {
            var run = why(expired, authority.certificate());

            assertThat(run.exit()).isEqualTo(9);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("its certificate is not valid today");
            assertThat(why(valid, authority.certificate()).exit()).isZero();
        }
    }

    @Test
    void whatIsTrustedIsNotTrustedAfterItsEnd() throws Exception {
        var old = certificate("old", "ip:127.0.0.1", "-10d", 2);
        try (var door = open(Tls.pem(old.certificate(), old.key()))) {
            var run = why(door, old.certificate());

            assertThat(run.exit()).isEqualTo(7);
            assertThat(run.err()).contains("--cacert", "valid now");
        }
    }

    @Test
    void aNewCertificateIsShownWithoutARestartAndABrokenOneIsNot() throws Exception {
        var first = certificate("first", "ip:127.0.0.1", "-1d", 30);
        var second = certificate("second", "ip:127.0.0.1", "-1d", 30);
        Path certificate = Files.copy(first.certificate(), folder.resolve("server.pem"));
        Path key = Files.copy(first.key(), folder.resolve("server.key"));
        try (var door = open(Tls.pem(certificate, key))) {
            assertThat(why(door, first.certificate()).exit()).isZero();

            Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);

            await().atMost(ofMinutes(2))
                    .untilAsserted(() ->
                            assertThat(why(door, second.certificate()).exit()).isZero());
        }
    }

    @Test
    void filesThatAreNoCertificateAreNamed() throws Exception {
        var good = certificate("good", "ip:127.0.0.1", "-1d", 30);
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");

        assertThatThrownBy(() -> Tls.pem(text, good.key()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.pem");
        assertThatThrownBy(() -> Tls.pem(good.certificate(), text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a private key in PEM");
        assertThatThrownBy(() -> Tls.pkcs12(good.store(), "wrong")).isInstanceOf(IOException.class);
    }
}
