package dev.waybill.cli.doctor;

import dev.waybill.cli.config.PidConfiguration;
import dev.waybill.cli.config.Problem;
import dev.waybill.cli.kafka.ClientPropertyNames;
import dev.waybill.cli.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings, each problem of theirs, and who may read the files that have secrets. */
final class SettingsCheck {
    private static final String EXPLAIN = "waybill config explain ";

    private SettingsCheck() {}

    static List<Finding> of(PidConfiguration configuration, Stream<Path> secretFiles) {
        var problems = Stream.concat(
                configuration.problems().stream(),
                configuration.unknownClientProperties(ClientPropertyNames.all()).stream());
        return of(problems, configuration.shown().size(), secretFiles);
    }

    /** @param read how many settings have a value */
    static List<Finding> of(Stream<Problem> problems, int read, Stream<Path> secretFiles) {
        List<Finding> findings = new ArrayList<>();
        problems.forEach(problem -> findings.add(finding(problem)));
        if (findings.isEmpty()) {
            findings.add(Finding.ok("settings", read + " read, no problem"));
        }
        secretFiles.map(SettingsCheck::readers).flatMap(Optional::stream).forEach(findings::add);
        return findings;
    }

    private static Finding finding(Problem problem) {
        String next = problem.key().isEmpty() ? "" : EXPLAIN + problem.key();
        return problem.isError()
                ? Finding.problem("settings", problem.line(), next)
                : Finding.warning("settings", problem.line(), next);
    }

    /** Whether one of these words is written in the file. */
    static boolean has(Path file, Collection<String> secrets) {
        try {
            String text = Files.readString(file);
            return secrets.stream().anyMatch(secret -> !secret.isEmpty() && text.contains(secret));
        } catch (IOException e) {
            return false; // not there: that is a problem of the settings
        }
    }

    /** A warning where others than its owner and group may read the file. */
    static Optional<Finding> readers(Path file) {
        var secret = new SecretFile(file);
        return secret.openToAll().map(found -> Finding.warning("secrets", found, secret.remedy()));
    }
}
