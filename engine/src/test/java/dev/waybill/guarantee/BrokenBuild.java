package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.delivery.DeliveryLoop;
import dev.waybill.guarantee.Breakage.Edit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** The engine, compiled with some of its source replaced, next to these tests: their simulations run on it. */
final class BrokenBuild implements AutoCloseable {
    private static final String ROOT = "dev.waybill.";

    private final URLClassLoader classes;

    private BrokenBuild(URLClassLoader classes) {
        this.classes = classes;
    }

    static BrokenBuild of(Breakage breakage, Path folder) throws IOException {
        Path classes = classes(breakage, folder);
        return new BrokenBuild(
                new ChildFirst(List.of(classes, location(DeliveryLoop.class), location(BrokenBuild.class))));
    }

    /** Compiles only what is changed, into {@code folder}; returns where that is, to go before the engine's own classes. */
    static Path classes(Breakage breakage, Path folder) throws IOException {
        Path built = location(DeliveryLoop.class);
        Path sources =
                built.resolveSibling("..").resolve("src/main/java/dev/waybill").normalize();
        Map<Path, String> changed = new HashMap<>();
        for (Edit edit : breakage.edits()) {
            Path file = sources.resolve(edit.file());
            changed.put(file, changed(changed.containsKey(file) ? changed.get(file) : Files.readString(file), edit));
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(changed, sources, folder, built, classes);
        return classes;
    }

    private static String changed(String source, Edit edit) {
        int first = source.indexOf(edit.from());
        if (first < 0 || source.indexOf(edit.from(), first + 1) >= 0) {
            throw new AssertionError(
                    "%s: expected exactly one place that reads%n%s%nbut found %s; the source has changed, so change the table in Breakages as well"
                            .formatted(edit.file(), edit.from(), first < 0 ? "none" : "more"));
        }
        return source.replace(edit.from(), edit.to());
    }

    private static void compile(Map<Path, String> changed, Path sources, Path folder, Path built, Path classes)
            throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = new ArrayList<Path>();
        for (var entry : changed.entrySet()) {
            Path file = folder.resolve(sources.relativize(entry.getKey()));
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, entry.getValue(), UTF_8));
        }
        String path = built + System.getProperty("path.separator") + System.getProperty("java.class.path");
        var options = List.of("-d", classes.toString(), "-cp", path, "-proc:none", "-nowarn");
        var messages = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, UTF_8)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            boolean isCompiled = compiler.getTask(messages, manager, null, options, null, units)
                    .call();
            if (!isCompiled) {
                throw new AssertionError("the broken engine does not compile:\n" + messages);
            }
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@link Simulation#violations} finds in this build. */
    List<String> violations(long seed) throws ReflectiveOperationException {
        var run = Class.forName(Simulation.class.getName(), true, classes).getDeclaredMethod("violations", long.class);
        run.setAccessible(true);
        var found = new ArrayList<String>();
        for (Object violation : (List<?>) run.invoke(null, seed)) {
            found.add(String.valueOf(violation));
        }
        return found;
    }

    @Override
    public void close() {
        try {
            classes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds classes of ours in its own folders before it asks anyone else. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(List<Path> folders) {
            super(folders.stream().map(ChildFirst::url).toArray(URL[]::new), BrokenBuild.class.getClassLoader());
        }

        private static URL url(Path folder) {
            try {
                return folder.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(ROOT)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
