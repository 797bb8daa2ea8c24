package dev.waybill.server.console;

import dev.waybill.server.pipelines.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * One drawing over the last five minutes, and the same as a table.
 *
 * @param most what the upper edge stands for; the lower one is 0
 * @param rows the time of a sample, then its values
 */
record Plot(String title, String most, List<Line> lines, List<String> heads, List<List<String>> rows) {
    static final int WIDTH = 600;
    static final int HEIGHT = 120;
    private static final int EVERY = 30;

    Plot {
        lines = List.copyOf(lines);
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    /** One of its lines; {@code kind} is how it is drawn. */
    record Line(String name, String kind, String path, String now) {}

    private record Series(String name, ToDoubleFunction<Sample> value) {}

    static List<Plot> of(List<Sample> samples) {
        return List.of(
                plot("Delivered a second", samples, Shown::rate, new Series("delivered/s", Sample::deliveredPerSecond)),
                plot(
                        "Lag, unfinished, held",
                        samples,
                        Shown::rate,
                        new Series("lag", Sample::lag),
                        new Series("unfinished", Sample::unfinished),
                        new Series("held", Sample::held)),
                plot(
                        "Deliveries to the sink, last minute",
                        samples,
                        Shown::seconds,
                        new Series("p50", Sample::p50),
                        new Series("p95", Sample::p95),
                        new Series("p99", Sample::p99)),
                plot("Blocked", samples, Shown::seconds, new Series("blocked for", Sample::blockedSeconds)));
    }

    private static Plot plot(String title, List<Sample> samples, DoubleFunction<String> shown, Series... series) {
        double most = 0;
        for (var one : series) {
            most = Math.max(most, Curve.most(samples, one.value()));
        }
        double top = Curve.rounded(most);
        var lines = new ArrayList<Line>();
        var heads = new ArrayList<String>();
        for (int i = 0; i < series.length; i++) {
            var one = series[i];
            heads.add(one.name());
            lines.add(new Line(
                    one.name(),
                    List.of("", "second", "third").get(i),
                    Curve.path(samples, one.value(), top, WIDTH, HEIGHT),
                    samples.isEmpty()
                            ? Shown.NOTHING
                            : shown.apply(one.value().applyAsDouble(samples.get(samples.size() - 1)))));
        }
        return new Plot(title, shown.apply(top), lines, heads, rows(samples, shown, series));
    }

    private static List<List<String>> rows(List<Sample> samples, DoubleFunction<String> shown, Series... series) {
        var rows = new ArrayList<List<String>>();
        for (int i = samples.size() - 1; i >= 0; i -= EVERY) {
            var row = new ArrayList<String>();
            row.add(Shown.moment(samples.get(i).at()));
            for (var one : series) {
                row.add(shown.apply(one.value().applyAsDouble(samples.get(i))));
            }
            rows.add(List.copyOf(row));
        }
        return rows;
    }
}
