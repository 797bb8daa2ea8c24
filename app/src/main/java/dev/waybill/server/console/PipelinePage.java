package dev.waybill.server.console;

import dev.waybill.server.pipelines.Answer;
import dev.waybill.server.pipelines.PipelineView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One pipeline: what blocks it.
 *
 * @param strips of its partitions, a bounded number, those that are blocked first
 * @param more partitions beyond those
 */
record PipelinePage(
        String name,
        Mark state,
        String since,
        String sentence,
        boolean isTrouble,
        String outage,
        List<Strip.Fact> facts,
        List<Strip> strips,
        int more,
        List<Plot> plots,
        List<RecordRow> records) {
    private static final int MOST_STRIPS = 64;

    PipelinePage {
        facts = List.copyOf(facts);
        strips = List.copyOf(strips);
        plots = List.copyOf(plots);
        records = List.copyOf(records);
    }

    static PipelinePage of(PipelineView view, Instant now) {
        var answer = view.answer();
        var partitions = answer.map(Answer::partitions).orElse(List.of()).stream()
                .sorted(Comparator.comparing(p -> !p.isBlocked()))
                .toList();
        return new PipelinePage(
                view.name(),
                Mark.ofState(view.state()),
                view.isTrouble() ? Shown.time(view.troubledFor(now)) : "",
                OverviewPage.sentence(view),
                view.isTrouble(),
                answer.map(a -> outage(a.breaker(), now)).orElse(""),
                facts(view),
                partitions.stream()
                        .limit(MOST_STRIPS)
                        .map(p -> Strip.of(p, now))
                        .toList(),
                Math.max(0, partitions.size() - MOST_STRIPS),
                Plot.of(view.samples()),
                RecordRow.of(List.of(view)));
    }

    private static String outage(Answer.Breaker breaker, Instant now) {
        if (breaker.isClosed()) {
            return "";
        }
        var text = new StringBuilder("The breaker is ").append(breaker.state().replace('_', ' '));
        breaker.since().ifPresent(since -> text.append(" since ").append(Shown.time(Duration.between(since, now))));
        breaker.failureClass()
                .ifPresent(c -> text.append(", because the sink is ").append(c));
        breaker.error().ifPresent(error -> text.append(": ").append(error));
        breaker.nextProbe()
                .ifPresent(next -> text.append("; it is asked again ")
                        .append(next.isAfter(now) ? "in " + Shown.time(Duration.between(now, next)) : "now"));
        return text.append(". Nothing is parked meanwhile.").toString();
    }

    private static List<Strip.Fact> facts(PipelineView view) {
        var facts = new ArrayList<Strip.Fact>();
        view.answer().ifPresent(answer -> {
            facts.add(
                    new Strip.Fact("", "delivered", Shown.count(answer.totals().delivered())));
            facts.add(new Strip.Fact("", "parked", Shown.count(answer.totals().parked())));
            facts.add(new Strip.Fact(
                    "", "failed attempts", Shown.count(answer.totals().failedAttempts())));
            facts.add(new Strip.Fact("", "unfinished", Shown.count(answer.unfinished())));
            facts.add(new Strip.Fact("", "a kill now would repeat", Shown.count(answer.repeatsIfKilled())));
        });
        view.target().presence().ifPresent(presence -> {
            facts.add(new Strip.Fact("", "group", presence.group().orElse(Shown.NOTHING)));
            facts.add(new Strip.Fact("", "pid", Long.toString(presence.pid())));
            presence.failures().ifPresent(place -> facts.add(new Strip.Fact("", "failures in", place)));
        });
        return facts;
    }
}
