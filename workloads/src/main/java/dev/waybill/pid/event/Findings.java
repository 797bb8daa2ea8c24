package dev.waybill.pid.event;

import dev.waybill.failure.DeliveryException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is wrong with one event, collected so that it is said at once.
 *
 * <p>Owned by the thread that maps the event; not thread-safe. Only the first problems are kept as text, the rest is
 * counted: an event may have tens of thousands of broken files.
 */
public final class Findings {
    private static final int MOST = 20;

    private final boolean isStrict;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int problemCount;
    private int warningCount;

    /** Nothing found yet; {@code isStrict} says whether a doubt counts as a problem. */
    public Findings(boolean isStrict) {
        this.isStrict = isStrict;
    }

    /** Refuses the event, whatever the mode. */
    public void problem(String path, String expected, String got) {
        problem(path + ": expected " + expected + ", got " + got);
    }

    /** Refuses the event, whatever the mode. */
    public void problem(String text) {
        problemCount++;
        keep(problems, text);
    }

    /** Refuses the event in strict mode; in lenient mode it is a warning and {@code instead} says what is done. */
    public void doubt(String path, String expected, String got, String instead) {
        if (isStrict) {
            problem(path, expected, got);
            return;
        }
        warningCount++;
        keep(warnings, path + ": expected " + expected + ", got " + got + "; " + instead);
    }

    public List<String> warnings() {
        return listed(warnings, warningCount);
    }

    /** Throws what was found, if it refuses the event. */
    public void refuse(String datasetId) {
        if (problemCount > 0) {
            throw DeliveryException.poison(
                    Shown.line(datasetId) + ": " + String.join("; ", listed(problems, problemCount)));
        }
    }

    private static void keep(List<String> texts, String text) {
        if (texts.size() < MOST) {
            texts.add(text);
        }
    }

    private static List<String> listed(List<String> texts, int count) {
        var all = new ArrayList<>(texts);
        if (count > texts.size()) {
            all.add("and " + (count - texts.size()) + " more");
        }
        return List.copyOf(all);
    }
}
