package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.config.ConfigSources;
import dev.waybill.cli.config.PidConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The defaults that the page about running the PID workload shows are the defaults. */
final class SettingsPageTest {
    private static final Pattern DEFAULTS = Pattern.compile("these\\s+are the defaults:\\n\\n((?:(?: {4}.*)?\\n)+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatThePageCallsDefaultsChangesNothing() throws IOException {
        var page = DEFAULTS.matcher(Files.readString(Checkout.root().resolve("docs/pid/operate.md")));
        assertThat(page.find()).isTrue();
        Path shown = Files.writeString(folder.resolve("shown.toml"), page.group(1));

        var said = read(Optional.of(shown));

        assertThat(said.problems()).isEmpty();
        assertThat(said.shown())
                .filteredOn(s -> s.origin().startsWith(shown.toString()))
                .hasSize(8);
        assertThat(said.run()).isEqualTo(read(Optional.empty()).run());
    }

    @Test
    void theFileToCopyHasTheDefaults() {
        var said = read(Optional.of(Checkout.root().resolve("conf/pid.toml")));

        assertThat(said.problems()).isEmpty();
        assertThat(said.run()).isEqualTo(read(Optional.empty()).run());
    }

    private static PidConfiguration read(Optional<Path> file) {
        return PidConfiguration.read(new ConfigSources(Map.of(), Map.of(), file));
    }
}
