package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of {@code man}, as the build writes them. */
final class ManualsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Manuals.main(folder.toString());
    }

    @Test
    void everyCommandHasAPage() throws IOException {
        List<String> expected = HelpTest.commands()
                .map(words -> "waybill" + words.replace(' ', '-') + ".1")
                .toList();

        try (Stream<Path> pages = Files.list(folder)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aPageSaysWhatTheHelpSays() throws IOException {
        String page = Files.readString(folder.resolve("waybill-batch-job-create.1"));

        assertThat(page)
                .startsWith(".TH \"WAYBILL-BATCH-JOB-CREATE\" \"1\"")
                .contains("\n.SH NAME\nwaybill-batch-job-create \\- ", "\n.SH EXAMPLES\n", "\\-\\-max\\-rejects")
                .contains(".SH SEE ALSO\n.BR waybill-batch-job (1)\n");
        assertThat(Files.readString(folder.resolve("waybill.1"))).contains("\n.SH EXIT CODES\n", "waybill\\-batch(1)");
    }

    @Test
    void groffHasNothingToSayAboutAnyOfThem() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "no groff here: not run");

        Process groff = new ProcessBuilder("sh", "-c", "exec groff -man -Tutf8 -ww -z *.1")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(groff.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(groff.waitFor()).isZero();
    }
}
