package dev.waybill.cli.jobs;

import dev.waybill.cli.jobs.Discovery.Found;
import dev.waybill.jobs.discover.Changes;
import dev.waybill.jobs.view.Rows;
import java.util.List;
import java.util.stream.Stream;

/** What was found, as rows and in words. */
final class ChangeRows {
    private static final List<String> COLUMNS = List.of(
            "processor", "added", "unmapped", "changed", "restored", "selected", "gone", "deletions", "unselected");

    private ChangeRows() {}

    static Rows of(List<Found> found) {
        return new Rows(COLUMNS, found.stream().map(ChangeRows::row).toList());
    }

    private static List<Object> row(Found found) {
        var changes = found.changes();
        return List.of(
                found.processor().name(),
                changes.added(),
                changes.unmapped(),
                changes.changed(),
                changes.restored(),
                changes.selected(),
                changes.gone(),
                changes.deletions(),
                changes.unselected());
    }

    /** In one line; nothing where nothing was found. */
    static String words(Found found) {
        if (found.changes().equals(Changes.NONE)) {
            return "";
        }
        var row = row(found);
        var words = new StringBuilder("processor ").append(row.get(0)).append(':');
        for (int i = 1; i < COLUMNS.size(); i++) {
            if (!row.get(i).equals(0L)) {
                words.append(' ').append(row.get(i)).append(' ').append(COLUMNS.get(i));
            }
        }
        return words.toString();
    }

    /** What somebody should know who does not read numbers. */
    static List<String> warnings(List<Found> found) {
        return found.stream()
                .flatMap(each -> {
                    String name = each.processor().name();
                    long kept = each.changes().gone() - each.changes().deletions();
                    return Stream.of(
                            each.changes().unmapped() == 0
                                    ? ""
                                    : "warning: " + each.changes().unmapped() + " sources of " + name
                                            + " have a path that its rule says nothing of; next: waybill jobs list --processor "
                                            + name + " --status failed",
                            kept <= 0
                                    ? ""
                                    : "warning: " + kept + " sources of " + name
                                            + " are gone, their outputs are kept; next: waybill jobs list --processor "
                                            + name
                                            + " --gone");
                })
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
