package dev.waybill.bench.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Files of chance bytes of one size, in one folder. No two samples have a file in common.
 *
 * @param root holds the folder, which has the sample's name
 * @param bytes of each file
 */
public record Sample(Path root, String name, List<Path> files, long bytes) {
    private static final int BLOCK = 1 << 20;

    /** Writes them. */
    public static Sample write(Path root, String name, int count, long bytes) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        var random = new Random(name.hashCode());
        byte[] block = new byte[(int) Math.min(BLOCK, bytes)];
        var files = new ArrayList<Path>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("scan-" + i + ".dat");
            try (var out = Files.newOutputStream(file)) {
                for (long left = bytes; left > 0; left -= block.length) {
                    random.nextBytes(block);
                    out.write(block, 0, (int) Math.min(left, block.length));
                }
            }
            files.add(file);
        }
        return new Sample(root, name, files, bytes);
    }

    public int count() {
        return files.size();
    }

    public double mebibytes() {
        return (double) bytes * files.size() / (1 << 20);
    }
}
