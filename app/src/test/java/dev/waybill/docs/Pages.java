package dev.waybill.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of this checkout. */
public final class Pages {
    private static final Pattern FENCED =
            Pattern.compile("(?m)^```(\\w+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private Pages() {}

    /** Every document for people, by its path from the root. */
    public static List<String> all() throws IOException {
        Path root = Checkout.root();
        try (var docs = Files.walk(root.resolve("docs"));
                var examples = Files.walk(root.resolve("examples"), 3);
                var here = Files.list(root)) {
            return Stream.of(docs, examples, here)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    public static String text(String page) {
        try {
            return Files.readString(Checkout.root().resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks in {@code language}. */
    public static List<String> blocks(String page, String language) {
        return FENCED.matcher(text(page))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }
}
