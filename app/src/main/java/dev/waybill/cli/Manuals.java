package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.manual.ManualPages;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Writes the pages of {@code man} of all commands into a folder. The build calls it. */
public final class Manuals {
    private static final int WIDTH = 80;

    private Manuals() {}

    /** Takes the folder. */
    public static void main(String... arguments) throws IOException {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        var terminal = new Terminal(nowhere, nowhere, false, false, false, false, WIDTH);
        ManualPages.write(CommandTree.build(new Session(terminal, Map.of(), Optional.empty())), Path.of(arguments[0]));
    }
}
