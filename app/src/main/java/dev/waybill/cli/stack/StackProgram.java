package dev.waybill.cli.stack;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the child JVM runs.
 *
 * @param classPath as {@code java -cp} takes it
 */
public record StackProgram(String classPath, String mainClass) {
    private static final String MAIN = "dev.waybill.local.LocalStack";

    /**
     * The one of this installation ({@code lib/local}) or checkout ({@code local/target}).
     *
     * @param home absent: the working directory, or the nearest folder above it that has one
     */
    public static StackProgram find(Optional<Path> home) {
        Path start = home.orElse(Path.of("")).toAbsolutePath();
        for (Path folder = start; folder != null; folder = home.isPresent() ? null : folder.getParent()) {
            Optional<String> classPath = classPathIn(folder);
            if (classPath.isPresent()) {
                return new StackProgram(classPath.get(), MAIN);
            }
        }
        throw CommandException.at(ExitCode.NOT_FOUND, start.toString(), "the local stack is not here")
                .expected("lib/local of a distribution, or a checkout that is built")
                .next("mvn -q -Pquick -pl local -am package");
    }

    private static Optional<String> classPathIn(Path folder) {
        Path installed = folder.resolve("lib/local");
        if (Files.isDirectory(installed)) {
            return Optional.of(installed.resolve("*").toString());
        }
        Path classes = folder.resolve("local/target/classes");
        Path libraries = folder.resolve("local/target/lib");
        return Files.isDirectory(classes) && Files.isDirectory(libraries)
                ? Optional.of(classes + File.pathSeparator + libraries.resolve("*"))
                : Optional.empty();
    }
}
