package dev.waybill.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.docs.Shell;
import dev.waybill.docs.Typed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * A document's commands, typed one after the other as its page below {@code docs/migrate} says, and which of them were. Used by one
 * thread.
 */
final class SeedRun implements AutoCloseable {
    private final MigrationPage page;
    private final Shell shell;
    private final Set<String> left;

    private SeedRun(MigrationPage page, Shell shell) {
        this.page = page;
        this.shell = shell;
        this.left = new TreeSet<>(page.rows().keySet());
        left.removeIf(page::isNothing);
    }

    static SeedRun of(String name, Path folder) throws IOException {
        return new SeedRun(MigrationPage.read(name), Shell.in(folder));
    }

    Shell shell() {
        return shell;
    }

    /** Runs it to its end. {@code adapted}: hosts, keys and ids as printed, each followed by the one that holds here. */
    CommandRun type(String printed, String... adapted) throws IOException, InterruptedException {
        return shell.run(did(printed, adapted));
    }

    /** Leaves it running. {@code behind} is added to the line. */
    Typed start(String printed, String behind, String... adapted) throws IOException {
        return shell.start(did(printed, adapted) + behind);
    }

    /** A variable that is set for all that follows; {@code value} in place of the one that is printed. */
    void export(String printed, String value) {
        String line = did(printed);
        assertThat(line).startsWith("export ");
        shell.export(line.substring("export ".length(), line.indexOf('=')), value);
    }

    /** What is here in the place of a printed line. The caller runs it. */
    String did(String printed, String... adapted) {
        String line = page.here(printed);
        assertThat(page.isNothing(printed)).as(printed).isFalse();
        for (int i = 0; i < adapted.length; i += 2) {
            assertThat(line).contains(adapted[i]);
            line = line.replace(adapted[i], adapted[i + 1]);
        }
        left.remove(printed);
        return line;
    }

    /** Another line of the document that comes to the same here. */
    void alike(String printed, String other) {
        assertThat(did(printed)).isEqualTo(page.here(other));
    }

    void assertAllWereTyped() {
        assertThat(left).as("%s.md: not typed", page.name()).isEmpty();
    }

    @Override
    public void close() {
        shell.close();
    }
}
