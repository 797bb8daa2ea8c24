package dev.waybill.cli.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** This machine, as far as the process sees it. */
final class MachineChecks {
    private static final long MIB = 1 << 20;
    private static final long LITTLE_MEMORY = 256 * MIB;
    private static final long LITTLE_SPACE = 1024 * MIB;
    private static final long FEW_FILES = 1024;

    private MachineChecks() {}

    /** @param outputs where what must not be lost is written */
    static List<Check> of(Set<Path> outputs) {
        var checks = new ArrayList<>(List.of(
                new Check("java", () -> List.of(java())),
                new Check("memory", () -> List.of(memory(Runtime.getRuntime().maxMemory()))),
                new Check("open files", MachineChecks::files)));
        outputs.forEach(folder -> checks.add(new Check("disk", () -> List.of(disk(folder)))));
        return checks;
    }

    private static Finding java() {
        return Finding.ok("java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    }

    static Finding memory(long bytes) {
        String found = bytes / MIB + " MiB at most";
        return bytes >= LITTLE_MEMORY
                ? Finding.ok("memory", found)
                : Finding.warning("memory", found + "; expected 256 MiB or more", "WAYBILL_JAVA_OPTS=-Xmx512m");
    }

    private static List<Finding> files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? List.of(files(unix.getMaxFileDescriptorCount()))
                : List.of();
    }

    static Finding files(long most) {
        return most >= FEW_FILES
                ? Finding.ok("open files", most + " at most")
                : Finding.warning(
                        "open files",
                        most + " at most; expected " + FEW_FILES + " or more",
                        "ulimit -n 65536, or LimitNOFILE");
    }

    static Finding disk(Path folder) throws IOException {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Finding.problem(
                    "disk", folder + " cannot be written: " + existing, "give it to this user, or set another folder");
        }
        long free = Files.getFileStore(existing).getUsableSpace();
        String found = free / MIB + " MiB free for " + folder.toAbsolutePath();
        return free >= LITTLE_SPACE
                ? Finding.ok("disk", found)
                : Finding.warning(
                        "disk",
                        found + "; expected 1024 MiB or more",
                        "make room: what cannot be parked stops a pipeline");
    }
}
