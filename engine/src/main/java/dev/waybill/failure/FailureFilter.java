package dev.waybill.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which parked records are meant. Every condition narrows; what is absent holds for all.
 *
 * @param id the id, or how it begins
 * @param fingerprint the fingerprint, or how it begins
 * @param key the record's key, as UTF-8
 * @param standing what became of it since
 */
public record FailureFilter(
        String id,
        String fingerprint,
        @Nullable FailureClass failureClass,
        PositionRange where,
        TimeRange when,
        @Nullable String key,
        Standing standing) {
    /** Every parked record. */
    public static final FailureFilter ALL =
            new FailureFilter("", "", null, PositionRange.ANYWHERE, TimeRange.ALWAYS, null, Standing.ANY);

    public FailureFilter {
        id = id.toLowerCase(Locale.ROOT);
        fingerprint = fingerprint.toLowerCase(Locale.ROOT);
    }

    public FailureFilter withId(String beginning) {
        return new FailureFilter(beginning, fingerprint, failureClass, where, when, key, standing);
    }

    public FailureFilter withFingerprint(String beginning) {
        return new FailureFilter(id, beginning, failureClass, where, when, key, standing);
    }

    public FailureFilter withClass(FailureClass wanted) {
        return new FailureFilter(id, fingerprint, wanted, where, when, key, standing);
    }

    public FailureFilter withPositions(PositionRange wanted) {
        return new FailureFilter(id, fingerprint, failureClass, wanted, when, key, standing);
    }

    public FailureFilter withTimes(TimeRange wanted) {
        return new FailureFilter(id, fingerprint, failureClass, where, wanted, key, standing);
    }

    public FailureFilter withKey(String wanted) {
        return new FailureFilter(id, fingerprint, failureClass, where, when, wanted, standing);
    }

    public FailureFilter withStanding(Standing wanted) {
        return new FailureFilter(id, fingerprint, failureClass, where, when, key, wanted);
    }

    /** Whether {@code entry} is meant. */
    public boolean passes(FailureEntry entry) {
        var parked = entry.parked();
        return entry.id().startsWith(id)
                && entry.fingerprint().startsWith(fingerprint)
                && (failureClass == null || failureClass == parked.failure().failureClass())
                && where.contains(parked.record().position())
                && when.contains(parked.at())
                && (key == null || Arrays.equals(parked.record().key(), key.getBytes(UTF_8)))
                && standing.holds(entry);
    }

    /** The conditions as text for a person, or {@code all}. */
    @Override
    public String toString() {
        var conditions = new ArrayList<String>();
        if (!id.isEmpty()) {
            conditions.add("id=" + id);
        }
        if (!fingerprint.isEmpty()) {
            conditions.add("fingerprint=" + fingerprint);
        }
        if (failureClass != null) {
            conditions.add("class=" + failureClass.name().toLowerCase(Locale.ROOT));
        }
        conditions.addAll(where.conditions());
        conditions.addAll(when.conditions());
        if (key != null) {
            conditions.add("key=\"" + key + "\"");
        }
        if (standing != Standing.ANY && standing != Standing.WAITING) { // a replay takes what waits anyway
            conditions.add("state=" + standing.name().toLowerCase(Locale.ROOT));
        }
        return conditions.isEmpty() ? "all" : String.join(" ", conditions);
    }
}
