package dev.waybill.server.console;

import dev.waybill.server.pipelines.PipelineView;
import dev.waybill.server.pipelines.PipelineWatch;
import java.util.List;

/** What is being delivered this second. */
record InFlightPage(List<Sums> pipelines, List<RecordRow> records) {
    InFlightPage {
        pipelines = List.copyOf(pipelines);
        records = List.copyOf(records);
    }

    /** How much of it a pipeline has, and how long its deliveries take. */
    record Sums(
            String name,
            String path,
            String inFlight,
            String turn,
            String retry,
            String parking,
            String gather,
            String allowance,
            String p50,
            String p95,
            String p99) {
        static Sums of(PipelineView view) {
            var answer = view.answer();
            return new Sums(
                    view.name(),
                    "/pipelines/" + view.target().id(),
                    answer.map(a -> Shown.count(a.inFlight())).orElse(Shown.NOTHING),
                    answer.map(a -> Shown.count(a.waiting().turn())).orElse(Shown.NOTHING),
                    answer.map(a -> Shown.count(a.waiting().retry())).orElse(Shown.NOTHING),
                    answer.map(a -> Shown.count(a.waiting().parking())).orElse(Shown.NOTHING),
                    answer.map(a -> Shown.count(a.waiting().gather())).orElse(Shown.NOTHING),
                    answer.map(a -> Shown.count(a.breaker().allowance())).orElse(Shown.NOTHING),
                    view.latest().map(s -> Shown.seconds(s.p50())).orElse(Shown.NOTHING),
                    view.latest().map(s -> Shown.seconds(s.p95())).orElse(Shown.NOTHING),
                    view.latest().map(s -> Shown.seconds(s.p99())).orElse(Shown.NOTHING));
        }
    }

    static InFlightPage of(PipelineWatch.Seen seen) {
        return new InFlightPage(seen.pipelines().stream().map(Sums::of).toList(), RecordRow.of(seen.pipelines()));
    }
}
