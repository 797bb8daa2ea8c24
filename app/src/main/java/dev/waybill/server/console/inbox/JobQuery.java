package dev.waybill.server.console.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.claim.JobStatus;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.UnknownProcessorException;
import dev.waybill.server.http.Refusal;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which product jobs somebody means, in the words of {@code waybill jobs list}.
 *
 * @param given the conditions by name, without those that are empty
 */
record JobQuery(Map<String, String> given) {
    private static final String JOB = "job";
    private static final List<String> NAMES = List.of(JOB, "processor", "status", "error", "product", "tile");
    private static final int LONGEST = 500;

    static JobQuery of(Function<String, @Nullable String> parameter) {
        var given = new LinkedHashMap<String, String>();
        for (String name : NAMES) {
            String value = parameter.apply(name);
            if (value != null && !value.isBlank()) {
                if (value.length() > LONGEST || value.indexOf('\0') >= 0) {
                    throw Refusal.wrong(name, value.length() + " characters", "at most " + LONGEST);
                }
                given.put(name, value);
            }
        }
        return new JobQuery(given);
    }

    String value(String name) {
        return given.getOrDefault(name, "");
    }

    JobFilter filter(Database database) {
        var filter = JobFilter.ALL;
        if (given.containsKey(JOB)) {
            filter = filter.withJobs(Set.of((long) Asked.number(value(JOB), JOB, 1, Integer.MAX_VALUE, 1)));
        }
        if (given.containsKey("processor")) {
            filter = filter.withProcessor(processor(database));
        }
        if (given.containsKey("status")) {
            filter = filter.withStatuses(statuses());
        }
        if (given.containsKey("error")) {
            filter = filter.withError(value("error"));
        }
        if (given.containsKey("product")) {
            filter = filter.withProduct(value("product"));
        }
        return given.containsKey("tile") ? filter.withTile(value("tile")) : filter;
    }

    /** The same, of which something must be given: all of all processors at once is never meant. */
    JobFilter narrowed(Database database) {
        if (given.isEmpty()) {
            throw Refusal.of(422, "nothing says which jobs are meant; choose a processor, a status or something else");
        }
        return filter(database);
    }

    private int processor(Database database) {
        try {
            return new Processors(database).get(value("processor")).id();
        } catch (UnknownProcessorException e) {
            throw Refusal.notFound("processor " + value("processor"));
        }
    }

    private Set<JobStatus> statuses() {
        var statuses = EnumSet.noneOf(JobStatus.class);
        for (String word : value("status").split(",", -1)) {
            try {
                statuses.add(JobStatus.of(word));
            } catch (IllegalArgumentException e) {
                throw Refusal.wrong("status", '"' + word + '"', "one of " + List.of(JobStatus.values()));
            }
        }
        return statuses;
    }

    /** The same as the query of an address. */
    String text() {
        return given.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The same as arguments of a command. */
    List<String> command(String verb) {
        var arguments = new ArrayList<>(List.of("jobs", verb));
        given.forEach((name, value) -> arguments.add(name.equals(JOB) ? value : "--" + name + "=" + value));
        return arguments;
    }
}
