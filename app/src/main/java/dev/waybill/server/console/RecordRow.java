package dev.waybill.server.console;

import dev.waybill.server.pipelines.Answer;
import dev.waybill.server.pipelines.PipelineView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A record that has not arrived. */
record RecordRow(
        String pipeline,
        String path,
        String position,
        String key,
        String age,
        String where,
        String attempts,
        String error) {
    private static final int MOST = 100;

    /** Of all of these, the oldest first, a bounded number. */
    static List<RecordRow> of(List<PipelineView> views) {
        record Found(PipelineView view, Answer.Underway record) {}
        return views.stream()
                .flatMap(view -> view.answer().stream()
                        .flatMap(answer -> answer.inFlightRecords().stream())
                        .map(record -> new Found(view, record)))
                .sorted(Comparator.comparingDouble(
                                (Found found) -> found.record().ageSeconds())
                        .reversed())
                .limit(MOST)
                .map(found -> of(found.view(), found.record()))
                .toList();
    }

    private static RecordRow of(PipelineView view, Answer.Underway record) {
        String failed = Stream.concat(record.failureClass().stream(), record.error().stream())
                .reduce((a, b) -> a + ": " + b)
                .orElse("");
        return new RecordRow(
                view.name(),
                "/pipelines/" + view.target().id(),
                record.topic() + "-" + record.partition() + " @ " + record.offset(),
                record.key().orElse(Shown.NOTHING),
                Shown.seconds(record.ageSeconds()),
                record.where().replace('_', ' '),
                Integer.toString(record.attempts()),
                failed);
    }
}
