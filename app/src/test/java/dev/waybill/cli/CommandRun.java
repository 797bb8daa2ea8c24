package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call of the command within this process: its exit status and what it printed. */
public record CommandRun(int exit, String out, String err) {
    public static CommandRun of(String... args) {
        return with(Map.of(), args);
    }

    /** Only reads the words, as the command would; throws where it would refuse them. */
    public static void parse(List<String> words) {
        var unused = HelpTest.tree().parseArgs(words.toArray(String[]::new));
    }

    public static CommandRun with(Map<String, String> environment, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, false, false, 100);
        Map<String, String> complete = new HashMap<>(Map.of("XDG_STATE_HOME", "target/state"));
        complete.putAll(environment);
        int exit = CommandTree.buildFor(new Session(terminal, complete, Optional.empty()), args)
                .execute(args);
        return new CommandRun(exit, out.toString(UTF_8), err.toString(UTF_8));
    }
}
