package dev.waybill.files.moving;

import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.staging.StagingFolder;
import dev.waybill.files.staging.Stretch;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a commit tells of chunks that are settled and whose files have not arrived: where they are staged, and where on the
 * partition they can be read again. It is written before the engine's own metadata, in at most {@value #LONGEST} characters:
 * {@code F1}, the id of the staging folder, low and high in base 36, six hexadecimal digits for each file, {@code ;}.
 *
 * @param folder the id of the staging folder
 * @param stretch of the partition, with all of those chunks in it
 * @param files short names of their files; empty if there are too many, which means any
 */
record Carried(String folder, Stretch stretch, Set<String> files) {
    /** Characters that are kept free for it. */
    static final int LONGEST = 256;

    private static final int MOST_FILES = 32;
    private static final int RADIX = 36;
    private static final Pattern TEXT =
            Pattern.compile("F1([0-9a-f]{12})([0-9a-z]{1,13})-([0-9a-z]{1,13}):((?:[0-9a-f]{6})*);(.*)");

    Carried {
        files = Set.copyOf(files);
    }

    /** What there is to tell, if anything. */
    static Optional<Carried> of(String folder, Map<FileIdentity, Stretch> staged) {
        return staged.values().stream()
                .reduce(Stretch::and)
                .map(stretch -> new Carried(folder, stretch, shortNames(staged.keySet())));
    }

    private static Set<String> shortNames(Set<FileIdentity> files) {
        var names = new TreeSet<String>();
        files.forEach(file -> names.add(StagingFolder.shortName(file)));
        return names.size() > MOST_FILES ? Set.of() : names;
    }

    /** Whether {@code file} may be one of them. */
    boolean isMeant(FileIdentity file) {
        return files.isEmpty() || files.contains(StagingFolder.shortName(file));
    }

    String text() {
        return "F1" + folder + Long.toString(stretch.low(), RADIX) + "-" + Long.toString(stretch.high(), RADIX) + ":"
                + String.join("", new TreeSet<>(files)) + ";";
    }

    /** Metadata of a commit, taken apart. */
    record Metadata(Optional<Carried> carried, String rest) {}

    /** Takes metadata apart. What is none of ours is left as it is. */
    static Metadata read(String metadata) {
        Matcher matcher = TEXT.matcher(metadata);
        if (!matcher.matches()) {
            return new Metadata(Optional.empty(), metadata);
        }
        var files = new TreeSet<String>();
        String names = matcher.group(4);
        for (int i = 0; i < names.length(); i += 6) {
            files.add(names.substring(i, i + 6));
        }
        try {
            var stretch = new Stretch(Long.parseLong(matcher.group(2), RADIX), Long.parseLong(matcher.group(3), RADIX));
            return new Metadata(Optional.of(new Carried(matcher.group(1), stretch, files)), matcher.group(5));
        } catch (IllegalArgumentException e) {
            return new Metadata(Optional.empty(), metadata);
        }
    }
}
