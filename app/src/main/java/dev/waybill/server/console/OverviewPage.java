package dev.waybill.server.console;

import dev.waybill.server.pipelines.Answer;
import dev.waybill.server.pipelines.PipelineView;
import dev.waybill.server.pipelines.PipelineWatch;
import dev.waybill.server.pipelines.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether anything is wrong right now.
 *
 * @param suggestions commands that start a pipeline
 */
record OverviewPage(List<Card> cards, List<Row> rows, List<String> suggestions) {
    private static final int WIDTH = 110;
    private static final int HEIGHT = 26;

    OverviewPage {
        cards = List.copyOf(cards);
        rows = List.copyOf(rows);
        suggestions = List.copyOf(suggestions);
    }

    /** One pipeline of one process. */
    record Row(
            String id,
            String name,
            String where,
            Mark state,
            String curve,
            String rate,
            String mostRate,
            String unfinished,
            String oldest,
            String blocked,
            Mark breaker,
            String failures,
            String deletedIn,
            boolean isTrouble,
            String answer) {
        static Row of(PipelineView view, Instant now) {
            var answer = view.answer();
            double most = Curve.most(view.samples(), Sample::deliveredPerSecond);
            return new Row(
                    view.target().id(),
                    view.name(),
                    where(view),
                    Mark.ofState(view.state()),
                    Curve.path(view.samples(), Sample::deliveredPerSecond, most, WIDTH, HEIGHT),
                    view.latest().map(s -> Shown.rate(s.deliveredPerSecond())).orElse(Shown.NOTHING),
                    Shown.rate(most),
                    answer.map(a -> Shown.count(a.unfinished())).orElse(Shown.NOTHING),
                    Shown.time(answer.flatMap(Answer::oldest)),
                    view.isTrouble() ? Shown.time(view.troubledFor(now)) : Shown.NOTHING,
                    Mark.ofBreaker(answer.map(a -> a.breaker().state()).orElse("closed")),
                    Shown.count(view.facts().failuresOpen()),
                    answer.flatMap(Answer::retentionMargin).map(Row::margin).orElse(Shown.NOTHING),
                    view.isTrouble(),
                    sentence(view));
        }

        private static String where(PipelineView view) {
            return view.target()
                    .presence()
                    .map(p -> p.workload() + ", pid " + p.pid())
                    .orElse(view.target().uri().toString());
        }

        private static String margin(Duration margin) {
            return margin.isNegative() ? "any time" : Shown.time(margin);
        }
    }

    static OverviewPage of(PipelineWatch.Seen seen, List<Card> others, List<String> suggestions, Instant now) {
        var views = seen.pipelines();
        var cards = new ArrayList<Card>();
        cards.add(new Card("Pipelines", Shown.count(views.size()), trouble(views), Optional.empty()));
        cards.add(new Card(
                "Delivered",
                Shown.rate(views.stream()
                        .flatMap(v -> v.latest().stream())
                        .mapToDouble(Sample::deliveredPerSecond)
                        .filter(rate -> !Double.isNaN(rate))
                        .sum()),
                "records a second",
                Optional.empty()));
        cards.add(new Card(
                "Unfinished",
                Shown.count(views.stream()
                        .flatMap(v -> v.answer().stream())
                        .mapToLong(Answer::unfinished)
                        .sum()),
                "records read, not arrived",
                Optional.of(Section.IN_FLIGHT.path())));
        cards.addAll(others);
        return new OverviewPage(
                cards, views.stream().map(view -> Row.of(view, now)).toList(), suggestions);
    }

    private static String trouble(List<PipelineView> views) {
        long troubled = views.stream().filter(PipelineView::isTrouble).count();
        return troubled == 0 ? "none needs a look" : troubled + " to look at";
    }

    /** What it waits for, in one sentence. */
    static String sentence(PipelineView view) {
        return view.silence()
                .map(silence -> "no answer from the process: " + silence.reason())
                .or(() -> view.answer().map(Answer::answer))
                .orElse("not asked yet");
    }
}
