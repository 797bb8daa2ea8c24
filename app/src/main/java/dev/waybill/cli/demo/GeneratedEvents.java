package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * New events in the shape of good ones: other datasets, files, checksums, sizes and PIDs. They follow from the seed.
 *
 * <p>Not thread-safe: one thread asks for one event after the other.
 */
final class GeneratedEvents {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long FIRST_REALIZATION = 100;
    private static final int LARGEST_SIZE = 2_000_000_000;

    /** Which run of a model it is; part of the dataset id and of every file name. */
    private static final Pattern VARIANT = Pattern.compile("(?<![A-Za-z0-9])r\\d+i(\\d+p\\d+f\\d+)(?!\\d)");

    private static final Pattern UUIDS = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SIZE = Pattern.compile("(\"file:size\":\"?)\\d+");
    private static final Pattern EVENT = Pattern.compile("(\"(?:event|request)_id\":\")([0-9a-f]+)");

    /** At most four bytes say which method it is and how long the digest. */
    private static final Pattern CHECKSUM = Pattern.compile("(\"file:checksum\":\"[0-9a-fA-F]{8})([0-9a-fA-F]+)");

    private final List<DemoEvent> templates;
    private final RandomGenerator random;
    private final long firstRealization;
    private int made;

    /** @param templates good events, whose dataset ids name a variant such as {@code r1i1p1f1} */
    GeneratedEvents(List<DemoEvent> templates, RandomGenerator random) {
        this(templates, random, FIRST_REALIZATION);
    }

    /** @param firstRealization the number in the first dataset's variant; the next ones count on */
    GeneratedEvents(List<DemoEvent> templates, RandomGenerator random, long firstRealization) {
        this.templates = List.copyOf(templates);
        this.random = random;
        this.firstRealization = firstRealization;
    }

    /** Whether events can be made in the shape of this one. */
    static boolean isTemplate(DemoEvent event) {
        return event.key() != null
                && VARIANT.matcher(new String(event.key(), UTF_8)).find();
    }

    DemoEvent next() {
        DemoEvent template = templates.get(made % templates.size());
        long realization = firstRealization + made;
        made++;
        Map<String, String> pids = new HashMap<>();
        String text = JSON.readTree(template.value()).toString();
        text = replace(VARIANT, text, m -> "r" + realization + "i" + m.group(1));
        text = replace(UUIDS, text, m -> pids.computeIfAbsent(m.group().toLowerCase(Locale.ROOT), old -> uuid()));
        text = replace(CHECKSUM, text, m -> m.group(1) + hex(m.group(2).length()));
        text = replace(SIZE, text, m -> m.group(1) + random.nextInt(1, LARGEST_SIZE));
        text = replace(EVENT, text, m -> m.group(1) + hex(m.group(2).length()));
        return DemoEvent.keyed("generated " + made, text.getBytes(UTF_8));
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> by) {
        return pattern.matcher(text).replaceAll(by);
    }

    private String uuid() {
        long most = (random.nextLong() & ~0xF000L) | 0x4000L;
        long least = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }

    private String hex(int digits) {
        byte[] bytes = new byte[(digits + 1) / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, digits);
    }
}
