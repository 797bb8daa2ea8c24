package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Event files below a folder: one event in each {@code .json} file and in each line of a {@code .jsonl} file, as they
 * are, good or not. {@code catalogue/} holds STAC items; {@code expected/} is left alone.
 */
record SampleFiles(List<DemoEvent> events, List<byte[]> catalogue) {
    private static final Path OURS = Path.of("examples", "data", "pid");

    SampleFiles {
        events = List.copyOf(events);
        catalogue = List.copyOf(catalogue);
    }

    /** The samples of this checkout or distribution. */
    static SampleFiles ours(Optional<Path> home) {
        Path start = home.orElse(Path.of("")).toAbsolutePath();
        for (Path folder = start; folder != null; folder = home.isPresent() ? null : folder.getParent()) {
            if (Files.isDirectory(folder.resolve(OURS))) {
                return below(folder.resolve(OURS));
            }
        }
        throw CommandException.at(ExitCode.NOT_FOUND, start.toString(), "our sample events are not here")
                .expected(OURS + " of a checkout or a distribution")
                .next("waybill demo pid --data DIR   takes event files of your own");
    }

    static SampleFiles below(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw CommandException.at(ExitCode.NOT_FOUND, folder.toString(), "no such folder")
                    .expected("a folder of event files, .json or .jsonl");
        }
        var events = new ArrayList<DemoEvent>();
        var catalogue = new ArrayList<byte[]>();
        try (var walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                read(folder.relativize(file), Files.readAllBytes(file), events, catalogue);
            }
        } catch (IOException e) {
            throw CommandException.at(ExitCode.FAILED, folder.toString(), "cannot be read")
                    .because(e);
        }
        if (events.isEmpty()) {
            throw CommandException.at(ExitCode.NOT_FOUND, folder.toString(), "there are no events below it")
                    .expected("files that end in .json or .jsonl");
        }
        return new SampleFiles(events, catalogue);
    }

    private static void read(Path file, byte[] bytes, List<DemoEvent> events, List<byte[]> catalogue) {
        String name = file.toString();
        if (isBelow("expected", file)) {
            return;
        }
        if (name.endsWith(".json")) {
            if (isBelow("catalogue", file)) {
                catalogue.add(bytes);
            } else {
                events.add(DemoEvent.keyed(name, bytes));
            }
        } else if (name.endsWith(".jsonl")) {
            List<String> lines = new String(bytes, ISO_8859_1).lines().toList(); // keeps every byte as it is
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    events.add(
                            DemoEvent.keyed(name + ":" + (i + 1), lines.get(i).getBytes(ISO_8859_1)));
                }
            }
        }
    }

    private static boolean isBelow(String folder, Path file) {
        Path parent = file.getParent();
        for (int i = 0; parent != null && i < parent.getNameCount(); i++) {
            if (parent.getName(i).toString().equals(folder)) {
                return true;
            }
        }
        return false;
    }
}
