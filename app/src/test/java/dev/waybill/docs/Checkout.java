package dev.waybill.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;

/** This checkout, and Java that is read from its pages. */
public final class Checkout {
    private Checkout() {}

    /** The nearest folder above the working directory that holds a README and the launchers. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md")) || !Files.exists(folder.resolve("bin"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no checkout above the working directory");
        }
        return folder;
    }

    /** Compiles as strictly as we compile our own, against the class path of the tests. Returns what the compiler says. */
    public static String compile(List<Path> sources, Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = new ArrayList<>(List.of("-d", classes.toString(), "--release", "17", "-proc:none"));
        options.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Xlint:all,-classfile,-path", "-Werror"));
        var messages = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled = compiler.getTask(
                            messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            return isCompiled ? "" : "does not compile:\n" + messages;
        }
    }
}
