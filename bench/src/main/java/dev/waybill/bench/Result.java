package dev.waybill.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure, and what it is held against in the same run.
 *
 * @param name of the case, for example {@code no-op, key order}
 * @param baseline what it is compared with; absent if with nothing
 */
record Result(
        String bench,
        String name,
        String metric,
        String unit,
        double value,
        @Nullable String baseline,
        double baselineValue) {
    static Result of(String bench, String name, String metric, String unit, double value) {
        return new Result(bench, name, metric, unit, value, null, Double.NaN);
    }

    Result against(String other, double otherValue) {
        return new Result(bench, name, metric, unit, value, other, otherValue);
    }

    double ratio() {
        return value / baselineValue;
    }

    String json() {
        String compared = baseline == null
                ? "\"baseline\":null,\"baseline_value\":null,\"ratio\":null"
                : String.format(
                        Locale.ROOT,
                        "\"baseline\":\"%s\",\"baseline_value\":%.4g,\"ratio\":%.3f",
                        baseline,
                        baselineValue,
                        ratio());
        return String.format(
                Locale.ROOT,
                "{\"bench\":\"%s\",\"case\":\"%s\",\"metric\":\"%s\",\"unit\":\"%s\",\"value\":%.4g,%s}",
                bench,
                name,
                metric,
                unit,
                value,
                compared);
    }

    String line() {
        String compared = baseline == null
                ? ""
                : String.format(Locale.ROOT, "  %.2f of %s (%,.2f)", ratio(), baseline, baselineValue);
        return String.format(
                Locale.ROOT, "%-8s %-34s %-22s %,14.2f %s%s", bench, name, metric, value, unit, compared);
    }
}
