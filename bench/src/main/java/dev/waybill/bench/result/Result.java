package dev.waybill.bench.result;

import dev.waybill.bench.trial.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure, and what it is held against in the same run.
 *
 * @param name of the case, for example {@code no-op 100 B, Waybill key}; says so where it failed
 * @param value not a number if the measurement failed
 * @param baseline what it is compared with; absent if with nothing
 */
public record Result(
        String bench,
        String name,
        String metric,
        String unit,
        double value,
        @Nullable String baseline,
        double baselineValue) {
    public static Result of(String bench, String name, String metric, String unit, double value) {
        return new Result(bench, name, metric, unit, value, null, Double.NaN);
    }

    /** A figure that could not be taken, and why. */
    public static Result failed(String bench, String name, String metric, String unit, Outcome.Status why) {
        String reason = why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return of(bench, name + " (" + reason + ")", metric, unit, Double.NaN);
    }

    public Result against(String other, double otherValue) {
        return new Result(bench, name, metric, unit, value, other, otherValue);
    }

    double ratio() {
        return value / baselineValue;
    }

    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"bench\":\"%s\",\"case\":\"%s\",\"metric\":\"%s\",\"unit\":\"%s\",\"value\":%s,"
                        + "\"baseline\":%s,\"baseline_value\":%s,\"ratio\":%s}",
                bench,
                name,
                metric,
                unit,
                number("%.4g", value),
                baseline == null ? "null" : '"' + baseline + '"',
                number("%.4g", baselineValue),
                number("%.3f", ratio()));
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "null";
    }

    public String line() {
        String shown = Double.isFinite(value) ? String.format(Locale.ROOT, "%,.2f", value) : "-";
        String compared = baseline == null || !Double.isFinite(ratio())
                ? ""
                : String.format(Locale.ROOT, "  %.3f of %s (%,.2f)", ratio(), baseline, baselineValue);
        return String.format(Locale.ROOT, "%-8s %-58s %-22s %14s %s%s", bench, name, metric, shown, unit, compared);
    }
}
