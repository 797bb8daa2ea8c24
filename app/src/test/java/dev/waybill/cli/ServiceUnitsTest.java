package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The units for systemd start commands that there are, and do not get in each other's way. */
final class ServiceUnitsTest {
    private static final Pattern START = Pattern.compile("(?m)^ExecStart=/opt/waybill/bin/waybill (.*)$");
    private static final Pattern PORT = Pattern.compile("--http (\\d+)");

    static Stream<Path> units() throws IOException {
        try (var files = Files.list(Path.of("../deploy/systemd"))) {
            return files.filter(file -> file.toString().endsWith(".service")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("units")
    void itsCommandIsOneOfOurs(Path unit) throws IOException {
        List<String> words = Arrays.asList(command(unit).split(" "));

        assertThatCode(() -> HelpTest.tree().parseArgs(words.toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("units")
    void itKeepsItsDataInAFolderOfItsOwn(Path unit) throws IOException {
        String name = unit.getFileName().toString().replace(".service", "").replace("@", "-%i");

        assertThat(Files.readString(unit))
                .contains(
                        "\nStateDirectory=waybill/" + name + " waybill/.local/state/waybill\n",
                        "\nWorkingDirectory=/var/lib/waybill/" + name + "\n");
    }

    @Test
    void twoOnOneMachineListenOnPortsOfTheirOwn() throws IOException {
        var ports = new TreeMap<String, Path>();
        for (Path unit : units().toList()) {
            PORT.matcher(command(unit))
                    .results()
                    .forEach(port -> assertThat(ports.put(port.group(1), unit))
                            .as("%s: port %s", unit, port.group(1))
                            .isNull());
        }
        assertThat(ports).hasSizeGreaterThanOrEqualTo(2);
    }

    private static String command(Path unit) throws IOException {
        var start = START.matcher(Files.readString(unit));
        assertThat(start.find()).as(unit.toString()).isTrue();
        return start.group(1);
    }
}
