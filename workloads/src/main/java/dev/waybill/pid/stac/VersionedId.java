package dev.waybill.pid.stac;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An item id taken apart: the dataset, and the number after the {@code v} of its last part.
 *
 * @param dataset all before the last dot
 */
record VersionedId(String dataset, long version) {
    private static final Pattern FORM = Pattern.compile("(.+)\\.v([0-9]{1,18})");

    static Optional<VersionedId> of(String itemId) {
        var form = FORM.matcher(itemId);
        return form.matches()
                ? Optional.of(new VersionedId(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
    }
}
