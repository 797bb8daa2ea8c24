package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** How a story ends that did not end well. */
final class StoryEnd {
    private static final int SHOWN = 10;

    private StoryEnd() {}

    /** Shows the first differences and fails, unless there are none. */
    static void require(List<String> differences, String story, Path folder, PrintStream err) {
        if (!differences.isEmpty()) {
            differences.stream().limit(SHOWN).forEach(line -> err.println("  " + line));
            throw CommandException.at(
                            ExitCode.FAILED,
                            story,
                            differences.size() + " differences from what should be there, the first of them above")
                    .next("please report this, with " + folder);
        }
    }
}
