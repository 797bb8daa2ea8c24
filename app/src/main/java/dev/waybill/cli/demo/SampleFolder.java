package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.files.registry.FileState;
import dev.waybill.files.upload.FileSource;
import dev.waybill.files.upload.FileTree;
import dev.waybill.files.upload.LocalFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The folder that the files story sends: somebody's own, or one that is made for it and goes with it. Used by one thread.
 */
final class SampleFolder implements AutoCloseable {
    /** Takes every path. */
    static final String ALL = "(?s).*";

    private final Path root;
    private final boolean isOurs;

    private SampleFolder(Path root, boolean isOurs) {
        this.root = root;
        this.isOurs = isOurs;
    }

    static SampleFolder given(Path root) {
        if (!Files.isDirectory(root)) {
            throw CommandException.at(ExitCode.NOT_FOUND, root.toString(), "no such folder")
                    .expected("a folder of files");
        }
        return new SampleFolder(root, false);
    }

    /** Nested folders, names in several scripts, files from no byte to 100 MB; the same each time. */
    static SampleFolder make(Path root) throws IOException {
        var folder = new SampleFolder(root, true);
        try {
            SampleContent.write(root);
            return folder;
        } catch (InvalidPathException e) {
            folder.close();
            throw CommandException.at(ExitCode.FAILED, e.getInput(), "this locale has no such name")
                    .next("run it with LC_ALL=C.UTF-8 in the environment");
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    Path root() {
        return root;
    }

    /** What is there, by path below the root with slashes; what is hidden is left out, as the upload does. */
    Map<String, FileProof> proofs() throws IOException {
        var proofs = new TreeMap<String, FileProof>();
        var found = new TreeMap<String, Path>();
        new FileTree(root, root.resolve("."), Pattern.compile(ALL)).visit(new FileSource.Visitor() {
            @Override
            public boolean found(LocalFile file, FileState state) {
                found.put(file.name().toString(), file.path());
                return true;
            }

            @Override
            public void refused(String place, String reason) {
                throw CommandException.at(ExitCode.FAILED, place, reason);
            }
        });
        for (var file : found.entrySet()) {
            proofs.put(file.getKey(), proof(file.getValue()));
        }
        if (proofs.isEmpty()) {
            throw CommandException.at(ExitCode.NOT_FOUND, root.toString(), "there are no files below it");
        }
        return proofs;
    }

    private static FileProof proof(Path file) throws IOException {
        var digest = FileProof.digest();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return FileProof.of(size, digest);
        }
    }

    /** Removes what was made. */
    @Override
    public void close() throws IOException {
        if (isOurs && Files.isDirectory(root)) {
            try (var all = Files.walk(root)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
