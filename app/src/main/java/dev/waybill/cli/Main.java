package dev.waybill.cli;

import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the process starts: takes the world as it is and hands it to the command tree. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Optional<Path> home =
                Optional.ofNullable(System.getProperty("waybill.home")).map(Path::of);
        var session = new Session(Terminal.ofProcess(environment), environment, home);
        System.exit(CommandTree.buildFor(session, args).execute(args));
    }
}
