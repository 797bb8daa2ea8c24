package dev.waybill.jobs.worker;

import dev.waybill.jobs.claim.Action;
import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.claim.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One claimed job as its command sees it, and what is reported of it in the end.
 *
 * @param values by the names of places
 */
record Assignment(Claimed job, Map<String, String> values) {
    /** Those that a path of an output may be made of. */
    static final List<String> PLACES =
            List.of("src", "name", "old", "execution", "job", "action", "attempt", "product", "dataset");

    Assignment {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException if the index has a path for it that no command should be given; it says why */
    static Assignment of(Claimed job, Optional<String> dstTemplate) {
        var values = new LinkedHashMap<String, String>();
        values.put("src", job.src());
        values.put("name", job.src().replaceFirst("/+$", "").replaceFirst("^.*/", ""));
        values.put("old", text(job.dst()));
        values.put("execution", Long.toString(job.execution()));
        values.put("job", Long.toString(job.job()));
        values.put("action", job.action().word());
        values.put("attempt", Integer.toString(job.attempt()));
        values.put("product", job.product());
        values.put("dataset", job.dataset() == null ? "" : job.dataset().toString());
        requireArgument("source", job.src());
        boolean isPlanned = dstTemplate.isPresent() && job.action() != Action.DELETE;
        if (isPlanned) {
            CommandTemplate.places(dstTemplate.get())
                    .forEach(place -> requireName(place, values.getOrDefault(place, "")));
        }
        values.put("dst", isPlanned ? CommandTemplate.filled(dstTemplate.get(), values) : text(job.dst()));
        requireArgument("output", values.getOrDefault("dst", ""));
        return new Assignment(job, values);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** What begins with a dash would be taken for an option. */
    private static void requireArgument(String what, String path) {
        if (path.startsWith("-") || path.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the path of its " + what
                    + " is none that a command may be given: it begins with a dash or has control characters");
        }
    }

    /** Part of a path that we make up: it must stay one step of it. */
    private static void requireName(String place, String value) {
        if (!place.equals("src") && (value.contains("/") || value.equals("..") || value.equals("."))) {
            throw new IllegalArgumentException(
                    "{" + place + "} is no name that a path can be made of: \"" + value + "\"");
        }
    }

    /** The same as variables. */
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        values.forEach((place, value) -> environment.put(
                "WAYBILL_" + (place.equals("old") ? "OLD_DST" : place.toUpperCase(Locale.ROOT)), value));
        return environment;
    }

    /** What its command's end says of the job. */
    Report report(CommandEnd end, boolean isPathPrinted) {
        String words = end.lastWords().isEmpty() ? "" : ": " + end.lastWords();
        return switch (ExitMeaning.of(end.status())) {
            case FINISHED -> finished(end, isPathPrinted);
            case SKIPPED -> Report.skipped(job.execution(), end.lastWords());
            case GIVE_UP -> Report.failedForGood(job.execution(), how(end.status()) + words);
            case TRY_AGAIN -> Report.failed(job.execution(), how(end.status()) + words);
        };
    }

    private Report finished(CommandEnd end, boolean isPathPrinted) {
        Optional<String> said = end.written().or(() -> isPathPrinted ? end.said() : Optional.empty());
        if (isPathPrinted && said.isEmpty() && job.action() != Action.DELETE) {
            return Report.failed(job.execution(), "it ended well, but did not print the path of its output");
        }
        if (said.filter(LineReader::isChanged).isPresent()) {
            return Report.failed(
                    job.execution(),
                    "it ended well, but the path of its output is none: it has control characters, bytes that are no UTF-8, or"
                            + " more than 2,000 characters");
        }
        String planned = values.getOrDefault("dst", "");
        String dst = said.orElse(planned);
        try {
            return Report.finished(job.execution(), dst.isEmpty() || job.action() == Action.DELETE ? null : dst);
        } catch (IllegalArgumentException e) {
            return Report.failed(
                    job.execution(), "it ended well, but the path of its output is none: " + e.getMessage());
        }
    }

    private static String how(int status) {
        int signal = status - 128;
        return signal > 0 && signal < 65 ? "ended by signal " + signal : "exit status " + status;
    }
}
