package dev.waybill.cli.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** A file that holds a secret, and nothing else. */
public record SecretFile(Path path) {
    /**
     * The one of that name.
     *
     * @throws IOException if that is no name of a file
     */
    public static SecretFile named(String text) throws IOException {
        try {
            return new SecretFile(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IOException(e);
        }
    }

    /** What it holds, without the end of the line. */
    public String read() throws IOException {
        return Files.readString(path).stripTrailing();
    }

    /** What is wrong where everybody on this machine may read it; empty where that is not so, or cannot be known. */
    public Optional<String> openToAll() {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        try {
            if (view == null || !view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty(); // not there: whoever reads it says so
        }
        return Optional.of(path + " has a secret, and everybody on this machine may read it");
    }

    /** What mends {@link #openToAll}. */
    public String remedy() {
        return "chmod o-r " + path;
    }
}
