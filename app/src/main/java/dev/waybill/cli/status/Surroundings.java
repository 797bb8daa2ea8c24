package dev.waybill.cli.status;

import static java.time.Duration.ofSeconds;

import dev.waybill.batch.ledger.JobState;
import dev.waybill.cli.batch.NamedApi;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.jobs.NamedDatabase;
import dev.waybill.cli.kafka.GroupLedger;
import dev.waybill.cli.session.Session;
import dev.waybill.why.WhyJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is known beside processes: groups by their brokers, jobs by their API or their database. Used by one thread. */
final class Surroundings {
    private static final List<JobState> UNFINISHED = List.of(JobState.PENDING, JobState.RUNNING);
    private static final Set<String> OPEN = Set.of("ready", "waiting", "running");

    private final Session session;

    Surroundings(Session session) {
        this.session = session;
    }

    /** What a group has not committed. */
    Standing group(Map<String, String> kafka, String group) {
        String where = kafka.getOrDefault("bootstrap.servers", "");
        try {
            JsonNode why = JsonMapper.shared().readTree(WhyJson.write(GroupLedger.read(kafka, group)));
            return new Said(why).standing("group", null, where);
        } catch (CommandException e) {
            return Standing.silent("group", group, String.valueOf(e.getMessage()), where);
        }
    }

    /** Batch jobs that are not over; nothing where no API is named and none answers here. */
    List<Standing> batchJobs() throws InterruptedException {
        String where = session.variable("BATCH_API_URL").orElse("http://localhost:8000");
        try {
            var api = NamedApi.client(session);
            long unfinished = 0;
            for (JobState state : UNFINISHED) {
                unfinished += api.get("/jobs?limit=500&state=" + state).size();
            }
            String now = unfinished == 0 ? "idle" : "running";
            return List.of(new Standing("batch jobs", "", now, null, unfinished, null, null, null, where));
        } catch (IOException | CommandException e) {
            return NamedApi.isNamed(session)
                    ? List.of(Standing.silent("batch jobs", "", String.valueOf(e.getMessage()), where))
                    : List.of();
        }
    }

    /** A line for each processor of product jobs; nothing where no database is known. */
    List<Standing> productJobs() {
        if (!NamedDatabase.isKnown(session)) {
            return List.of();
        }
        var standings = new ArrayList<Standing>();
        try (var database = NamedDatabase.open(session, ofSeconds(2))) {
            String where = database.place();
            try {
                var counts = database.counts();
                for (int row = 0; row < counts.rows().size(); row++) {
                    standings.add(processor(counts.named(row), where));
                }
            } catch (CommandException e) {
                standings.add(Standing.silent("product jobs", "", String.valueOf(e.getMessage()), where));
            }
        }
        return standings;
    }

    private static Standing processor(Map<String, ?> counts, String where) {
        long open = counts.entrySet().stream()
                .filter(count -> OPEN.contains(count.getKey()))
                .mapToLong(count -> Long.parseLong(String.valueOf(count.getValue())))
                .sum();
        return new Standing(
                "product jobs",
                String.valueOf(counts.get("processor")),
                String.valueOf(counts.get("state")),
                null,
                open,
                null,
                null,
                null,
                where);
    }
}
