package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.local.debian.DebianPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The units as systemd itself reads them: Debian's systemd-analyze, which needs no systemd that runs. */
final class ServiceUnitsIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @SuppressWarnings("NullAway.Init")
    private static Path root;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void fetch() throws InterruptedException {
        try {
            root = DebianPackages.unpacked("systemd", "systemd", "libsystemd-shared");
        } catch (IOException e) {
            abort("systemd-analyze cannot be had, the units are not verified: " + e.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.waybill.cli.ServiceUnitsTest#units")
    void systemdHasNothingToSayAboutIt(Path unit) throws Exception {
        assertThat(verify(unit.getFileName().toString(), Files.readString(unit)))
                .isEmpty();
    }

    @Test
    void whatSystemdDoesNotKnowWouldBeFound() throws Exception {
        String unit = Files.readString(Path.of("../deploy/systemd/waybill-pid.service"));

        assertThat(verify("waybill-pid.service", unit.replace("StateDirectory=", "StateFolder=")))
                .contains("Unknown key", "StateFolder");
    }

    private String verify(String name, String unit) throws IOException, InterruptedException {
        String here = name.replace("@", "@maps");
        Path copy = Files.writeString(folder.resolve(here), unit.replace("/opt/waybill", HOME.toString()));
        Path said = folder.resolve("said");
        var builder = new ProcessBuilder(
                        root.resolve("usr/bin/systemd-analyze").toString(), "verify", "--man=no", copy.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("LD_LIBRARY_PATH", libraries());
        builder.start().waitFor();
        return Files.readString(said, UTF_8);
    }

    private static String libraries() throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().startsWith("libsystemd-shared"))
                    .map(file -> file.resolveSibling("").toString())
                    .findFirst()
                    .orElse("");
        }
    }
}
