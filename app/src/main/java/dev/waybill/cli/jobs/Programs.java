package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that a command line names. */
final class Programs {
    private Programs() {}

    /** Fails unless it can be run: better once, at the start, than with every job. */
    static void require(String program, Session session) {
        boolean isThere = program.contains("/")
                ? isProgram(Path.of(program))
                : Arrays.stream(session.variable("PATH").orElse("").split(File.pathSeparator))
                        .anyMatch(folder -> isProgram(Path.of(folder, program)));
        if (!isThere) {
            throw CommandException.at(ExitCode.NOT_FOUND, program, "no program that can be run here")
                    .expected("a program on the PATH, or the path of one");
        }
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
