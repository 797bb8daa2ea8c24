package dev.waybill.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Writes what an instrument might leave behind. */
final class SampleContent {
    private static final long SEED = 20_261_121;
    private static final int BLOCK = 1_000_000;
    private static final int LARGE = 100_000_000;

    private static final List<String> FOLDERS = List.of(
            "",
            "run-1",
            "run-1/scan",
            "run-1/scan/raw",
            "run-2/Übersicht",
            "run-2/测量/第一",
            "résumé/été",
            "данные/2026",
            "deep/1/2/3/4/5",
            "with blanks/and more",
            "emoji 🔬",
            "δείγμα");
    private static final List<String> NAMES = List.of(
            "scan.dat",
            "Größe in µm.csv",
            "测量-3.txt",
            "100% 'quoted' & more.txt",
            "a+b=c#1?.dat",
            "notes.log",
            "README",
            "spectrum;v2.tar.gz",
            "empty");
    /** The edges of a chunk among them, which has 524,288 bytes. */
    private static final List<Integer> SIZES = List.of(524_288, 10_000, 1, 300, 524_289, 40_000, 90_000, 1_500_000, 0);

    private static final List<String> LARGE_FILES = List.of("run-1/volume.tif", "данные/2026/volume.tif");

    private SampleContent() {}

    static void write(Path root) throws IOException {
        var random = new SplittableRandom(SEED);
        for (String folder : FOLDERS) {
            for (int i = 0; i < NAMES.size(); i++) {
                write(root.resolve(folder).resolve(NAMES.get(i)), SIZES.get(i), random);
            }
        }
        for (String file : LARGE_FILES) {
            write(root.resolve(file), LARGE, random);
        }
    }

    private static void write(Path file, int size, SplittableRandom random) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        try (var out = Files.newOutputStream(file)) {
            for (int at = 0; at < size; at += BLOCK) {
                byte[] block = new byte[Math.min(BLOCK, size - at)];
                random.nextBytes(block);
                out.write(block);
            }
        }
    }
}
