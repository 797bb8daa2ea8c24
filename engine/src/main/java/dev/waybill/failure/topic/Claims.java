package dev.waybill.failure.topic;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.waybill.failure.file.ForcedLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Values that are too large for the failure topic, in files named by their SHA-256. Several processes may share a folder.
 * Thread-safe: nothing changes.
 */
final class Claims {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;

    Claims(Path folder) {
        this.folder = folder;
    }

    /** Keeps {@code value}, forced to the disk, and returns the claim on it. */
    String keep(byte[] value) throws IOException {
        String claim = sha256(value);
        Path file = fileOf(claim);
        Files.createDirectories(folder);
        if (Files.exists(file) && Files.size(file) == value.length) {
            return claim;
        }
        Path unfinished = folder.resolve(claim + "." + UUID.randomUUID() + ".unfinished");
        try {
            write(unfinished, value);
            Files.move(unfinished, file, ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        ForcedLines.forceFolder(folder);
        return claim;
    }

    private static void write(Path file, byte[] value) throws IOException {
        try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            var buffer = ByteBuffer.wrap(value);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /**
     * The value that {@code claim} stands for, proven.
     *
     * @throws IllegalArgumentException with a reason for a person, if the claim or its file is no good
     */
    byte[] redeem(String claim) throws IOException {
        if (!SHA256.matcher(claim).matches()) {
            throw new IllegalArgumentException(FailureHeaders.CLAIM + ": expected 64 hexadecimal digits, got \""
                    + CauseText.bounded(claim, 80) + "\"");
        }
        Path file = fileOf(claim);
        byte[] value;
        try {
            value = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "the value is kept in " + file + ", which is not there; restore it from where it was written", e);
        }
        String found = sha256(value);
        if (!found.equals(claim)) {
            throw new IllegalArgumentException(
                    file + ": expected content with the SHA-256 of its name, got " + found + "; restore the file");
        }
        return value;
    }

    private Path fileOf(String claim) {
        return folder.resolve(claim + ".value");
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
