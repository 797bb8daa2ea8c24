package dev.waybill.files.upload;

import dev.waybill.files.registry.FileState;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder and of the folders in it.
 *
 * <p>Left out: what is hidden, its name begins with a dot; what lies in the folder of the registry; files of other registries in
 * {@code LOGS}, where they are if nobody says otherwise; what the pattern does not fit. A link to a file is followed, one to a
 * folder is not.
 *
 * @param excluded the folder of the registry
 * @param pattern fits from the start of the path below the root, not necessarily to its end
 */
public record FileTree(Path root, Path excluded, Pattern pattern) implements FileSource {
    /** Fits everything but names that end in {@code .log}. */
    public static final Pattern NO_LOGS = Pattern.compile("(?s)(?!.*\\.log$)");

    /** As {@code UploadRegistry} names its files, for any topic. */
    private static final Pattern REGISTRY =
            Pattern.compile("LOGS/(upload_to_.*(\\.jsonl|\\.lock|_in_progress\\.csv)|uploaded_to_.*\\.csv)");

    public FileTree {
        root = root.toAbsolutePath().normalize();
        excluded = excluded.toAbsolutePath().normalize();
    }

    @Override
    public void visit(Visitor visitor) throws IOException {
        Path start = root.toRealPath(); // a link in the place of the root itself is followed
        Files.walkFileTree(start, new Walk(start, visitor));
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        private final Path start;
        private final Visitor visitor;

        private Walk(Path start, Visitor visitor) {
            this.start = start;
            this.visitor = visitor;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isLeftOut = !folder.equals(start) && (isHidden(folder) || isExcluded(folder));
            return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        private boolean isExcluded(Path folder) {
            try {
                return Files.isSameFile(folder, excluded);
            } catch (IOException e) {
                return false; // there is no such folder yet
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            try {
                BasicFileAttributes target = attributes.isSymbolicLink()
                        ? Files.readAttributes(file, BasicFileAttributes.class)
                        : attributes;
                return target.isRegularFile() ? offer(file, FileState.of(target)) : FileVisitResult.CONTINUE;
            } catch (IOException e) {
                return visitFileFailed(file, e);
            }
        }

        private FileVisitResult offer(Path file, FileState state) throws IOException {
            var name = TravelName.of(start.relativize(file));
            boolean isLeftOut = !pattern.matcher(name.toString()).lookingAt()
                    || REGISTRY.matcher(name.toString()).matches();
            boolean goesOn = isLeftOut || visitor.found(new LocalFile(file, name), state);
            return goesOn ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path place, IOException e) {
            visitor.refused(place.toString(), Reasons.of(e));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
        }
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }
}
