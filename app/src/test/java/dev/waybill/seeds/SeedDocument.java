package dev.waybill.seeds;

import dev.waybill.docs.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document that Waybill answers to, as its author wrote it. It is no part of this repository, and lies beside it in some places only. */
record SeedDocument(String text) {
    private static final Pattern FENCED = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern INDENTED = Pattern.compile("::\\n\\n((?:    .*\\n)+)");

    /** Nothing where these documents are not. */
    static Optional<SeedDocument> find(String number) throws IOException {
        for (Path at = Checkout.root(); at != null; at = at.getParent()) {
            Path folder = at.resolveSibling("shared").resolve("seeds");
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    var found = files.filter(
                                    file -> file.getFileName().toString().startsWith(number + "_"))
                            .findFirst();
                    if (found.isPresent()) {
                        return Optional.of(new SeedDocument(Files.readString(found.get())));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The lines that a shell is given: without comments, and without what is no command of theirs. */
    List<String> shellLines() {
        return Stream.concat(
                        FENCED.matcher(text)
                                .results()
                                .filter(block -> block.group(1).equals("bash"))
                                .map(block -> block.group(2)),
                        INDENTED.matcher(text).results().map(block -> block.group(1)))
                .flatMap(String::lines)
                .map(line -> line.replaceFirst("(^|\\s+)# .*", "").strip())
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    /** The code blocks in {@code language}. */
    List<String> blocks(String language) {
        return FENCED.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The first groups of all that {@code pattern} finds. */
    List<String> all(Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }
}
