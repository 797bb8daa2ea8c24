package dev.waybill.server.console;

import dev.waybill.server.pipelines.PipelineView;
import dev.waybill.server.pipelines.PipelineWatch;
import dev.waybill.server.presence.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Who is there, and gets on. */
record WorkersPage(List<Row> rows) {
    WorkersPage {
        rows = List.copyOf(rows);
    }

    /** One process. */
    record Row(
            String name,
            String path,
            String group,
            String pid,
            String started,
            String version,
            String settings,
            String partitions,
            String tickAge,
            String heap,
            String collecting,
            String cpu,
            Mark state,
            String command) {
        static Row of(PipelineView view, Instant now) {
            var presence = view.target().presence();
            var facts = view.facts();
            return new Row(
                    view.name(),
                    "/pipelines/" + view.target().id(),
                    presence.flatMap(Presence::group).orElse(Shown.NOTHING),
                    presence.map(p -> Long.toString(p.pid()))
                            .orElse(view.target().uri().toString()),
                    presence.map(p -> Shown.time(Duration.between(p.processStart(), now)) + " ago")
                            .orElse(Shown.NOTHING),
                    facts.version().isEmpty() ? Shown.NOTHING : facts.version() + ", Java " + facts.java(),
                    facts.settings().isEmpty() ? Shown.NOTHING : facts.settings(),
                    partitions(view),
                    Shown.seconds(facts.tickAge()),
                    Shown.bytes(facts.heapUsed()) + " of " + Shown.bytes(facts.heapMost()),
                    Shown.percent(facts.collecting()),
                    Shown.percent(facts.cpu()),
                    Mark.ofState(view.state()),
                    presence.map(Presence::command).orElse(""));
        }

        private static String partitions(PipelineView view) {
            return view.answer()
                    .map(answer ->
                            answer.partitions().stream().map(p -> p.name()).collect(Collectors.joining(", ")))
                    .filter(names -> !names.isEmpty())
                    .orElse("none");
        }
    }

    static WorkersPage of(PipelineWatch.Seen seen, Instant now) {
        return new WorkersPage(
                seen.pipelines().stream().map(view -> Row.of(view, now)).toList());
    }
}
