package dev.waybill.server.jobs;

import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.claim.JobStatus;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.server.http.Refusal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which jobs a request means, from its query or from its body. */
final class Filters {
    private Filters() {}

    /** @param given the value of a name, if there is one */
    static JobFilter of(Function<String, Optional<String>> given, Processors processors) {
        var filter = JobFilter.ALL.withChanged(moment(given, "since"), moment(given, "until"));
        filter = given.apply("processID")
                .map(processors::get)
                .map(p -> p.id())
                .map(filter::withProcessor)
                .orElse(filter);
        filter = given.apply("status")
                .map(Filters::statuses)
                .map(filter::withStatuses)
                .orElse(filter);
        filter = given.apply("error").map(filter::withError).orElse(filter);
        filter = given.apply("product").map(filter::withProduct).orElse(filter);
        return given.apply("tile").map(filter::withTile).orElse(filter);
    }

    private static EnumSet<JobStatus> statuses(String words) {
        var all = EnumSet.noneOf(JobStatus.class);
        for (String word : words.split(",", -1)) {
            all.addAll(StatusWords.meant(word.strip()));
        }
        return all;
    }

    private static @Nullable Instant moment(Function<String, Optional<String>> given, String name) {
        String text = given.apply(name).orElse(null);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.wrong(name, '"' + text + '"', "a time such as 2026-01-31T12:00:00Z");
        }
    }
}
