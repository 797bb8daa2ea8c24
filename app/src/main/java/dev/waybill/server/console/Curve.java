package dev.waybill.server.console;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Values over the last five minutes as a line of an SVG drawing. */
final class Curve {
    private static final int MOST_POINTS = 300;

    private Curve() {}

    /**
     * The path of it: newest to the right, 0 at the bottom; broken where a value is not known.
     *
     * @param most the value at the top
     */
    static <T> String path(List<T> all, ToDoubleFunction<T> value, double most, int width, int height) {
        var path = new StringBuilder();
        boolean isDrawing = false;
        for (int i = 0; i < all.size(); i++) {
            double y = value.applyAsDouble(all.get(i));
            if (Double.isNaN(y)) {
                isDrawing = false;
                continue;
            }
            double x = width - (double) (all.size() - 1 - i) * width / (MOST_POINTS - 1);
            double top = most <= 0 ? height : height - Math.min(1, y / most) * height;
            path.append(isDrawing ? 'L' : 'M').append(String.format(Locale.ROOT, "%.1f %.1f", x, top));
            isDrawing = true;
        }
        return path.toString();
    }

    /** The largest known value. */
    static <T> double most(List<T> all, ToDoubleFunction<T> value) {
        double most = 0;
        for (T one : all) {
            double y = value.applyAsDouble(one);
            most = Double.isNaN(y) ? most : Math.max(most, y);
        }
        return most;
    }

    /** The next of 1, 2, 5, 10, 20 … that is not below it. */
    static double rounded(double most) {
        if (most <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 2, 5}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
