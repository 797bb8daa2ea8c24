package dev.waybill.bench.files;

import dev.waybill.bench.trial.ProcessEnd;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code waybill files girder} as a user runs it: {@code bin/waybill} in a process of its own. What has arrived is counted by the
 * lines of its journal, each written when Girder has confirmed a file. Used by one thread.
 */
public final class Receiver implements AutoCloseable {
    private static final int LOOK_MILLIS = 2;
    private static final int LONGEST_END_SECONDS = 30;

    private final Process process;
    private final Path output;
    private final Path journal;
    private long read;
    private int lines;

    private Receiver(Process process, Path output, Path journal) {
        this.process = process;
        this.output = output;
        this.journal = journal;
    }

    /** Starts one that goes on with what the last one with this folder kept; lines it wrote are not counted. */
    public static Receiver start(Lab lab, String topic, String mode, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path output = folder.resolve("output.txt");
        var command = new ArrayList<>(List.of(Path.of("bin", "waybill").toString(), "files", "girder"));
        command.addAll(List.of(lab.girder().toString(), "--topic", topic, "--group", "bench", "--mode", mode));
        command.addAll(List.of("--collection-name", Lab.COLLECTION, "--girder-root-folder-path", topic));
        command.addAll(List.of("--bootstrap-server", lab.servers(), "--output-dir", folder.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("WAYBILL_GIRDER_API_KEY", lab.key());
        Path journal = folder.resolve("LOGS/processed_from_" + topic + "_by_bench.jsonl");
        long before = Files.exists(journal) ? Files.size(journal) : 0;
        var receiver = new Receiver(builder.start(), output, journal);
        receiver.read = before;
        return receiver;
    }

    /** Waits until so many more files have arrived than when it was asked last. */
    public void await(int files, Duration longest) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (lines < files) {
            look();
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(
                        lines + " of " + files + " files arrived; the receiver wrote:\n" + Files.readString(output));
            }
            Thread.sleep(LOOK_MILLIS);
        }
        lines -= files;
    }

    private void look() throws IOException {
        if (Files.notExists(journal) || Files.size(journal) == read) {
            return;
        }
        try (var file = new RandomAccessFile(journal.toFile(), "r")) {
            byte[] more = new byte[(int) (file.length() - read)];
            file.seek(read);
            file.readFully(more);
            read += more.length;
            for (byte one : more) {
                lines += one == '\n' ? 1 : 0; // each line begins with it
            }
        }
    }

    /** The most memory it ever had resident, in MiB; not a number where the system does not say. */
    public double peakMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (Files.notExists(status)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        return Double.NaN;
    }

    /** Stops it in good order. */
    @Override
    public void close() {
        ProcessEnd.inGoodOrder(process, LONGEST_END_SECONDS);
    }
}
