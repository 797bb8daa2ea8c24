package dev.waybill.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.file.ForcedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who replayed what, in a file of JSON Lines that only grows: a line when a job starts, and one when it ends. A start without
 * an end is a job that was killed. Also who cleaned up what. Thread-safe.
 */
public final class ReplayAudit {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String FILE = "replays.jsonl";

    private final Path file;
    private final String of;

    private ReplayAudit(Path file, String of) {
        this.file = file;
        this.of = of;
    }

    /** In a file of its own. */
    public ReplayAudit(Path file) {
        this(file, "");
    }

    /** In {@code replays.jsonl} of a folder, where people look for it. */
    public static ReplayAudit in(Path folder) {
        return new ReplayAudit(folder.resolve(FILE));
    }

    /** The same, for jobs that replay only a part of a store; {@code part} names it. */
    public ReplayAudit of(String part) {
        return new ReplayAudit(file, part);
    }

    void started(String job, ReplayRequest request, Instant at) throws IOException {
        var limits = request.limits();
        var line = line(job, "started", at)
                .put("who", request.who())
                .put("filter", request.filter().toString());
        if (!of.isEmpty()) {
            line.put("of", of);
        }
        if (limits.atMost() < Long.MAX_VALUE) {
            line.put("at_most", limits.atMost());
        }
        limits.perSecond().ifPresent(records -> line.put("per_second", records));
        append(line.put("canary", limits.canary()));
    }

    void ended(ReplayReport report, Instant at) throws IOException {
        append(line(report.job(), "ended", at)
                .put("outcome", report.outcome().name().toLowerCase(Locale.ROOT))
                .put("started", report.started())
                .put("arrived", report.arrived())
                .put("failed_again", report.failedAgain())
                .put("unfinished", report.unfinished())
                .put("problems", report.problems().size()));
    }

    /** A file is about to be deleted, because none of its records needs a replay any more. */
    public void deletes(Path settled, long records, String who, Instant at) throws IOException {
        append(JSON.createObjectNode()
                .put("at", at.toString())
                .put("event", "deletes")
                .put("who", who)
                .put("file", settled.toString())
                .put("records", records));
    }

    private static ObjectNode line(String job, String event, Instant at) {
        return JSON.createObjectNode().put("at", at.toString()).put("job", job).put("event", event);
    }

    private void append(ObjectNode line) throws IOException {
        ForcedLines.append(file, (JSON.writeValueAsString(line) + "\n").getBytes(UTF_8));
    }
}
