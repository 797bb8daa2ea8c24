package dev.waybill.batch.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.check.TypeFit;
import dev.waybill.batch.model.ColumnType;
import dev.waybill.batch.model.ColumnType.Bool;
import dev.waybill.batch.model.ColumnType.Date;
import dev.waybill.batch.model.ColumnType.Date32;
import dev.waybill.batch.model.ColumnType.DateTime;
import dev.waybill.batch.model.ColumnType.DateTime64;
import dev.waybill.batch.model.ColumnType.Floating;
import dev.waybill.batch.model.ColumnType.Nullable;
import dev.waybill.batch.model.ColumnType.Text;
import dev.waybill.batch.model.ColumnType.Uuid;
import dev.waybill.batch.model.ColumnType.Vector;
import dev.waybill.batch.model.ColumnType.Whole;
import dev.waybill.batch.model.Shown;
import dev.waybill.batch.read.CellKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the values of one column allow. Used by one thread. */
final class ColumnEvidence {
    /** The first that fits every value is taken. */
    private static final List<ColumnType> BY_PREFERENCE = List.of(
            new Whole(32, false),
            new Whole(32, true),
            new Whole(64, true),
            new Whole(64, false),
            new Whole(128, true),
            new Whole(256, true),
            new Floating(64),
            new Bool(),
            new Date(),
            new Date32(),
            new DateTime(Optional.empty()),
            new DateTime64(3, Optional.empty()),
            new DateTime64(6, Optional.empty()),
            new DateTime64(9, Optional.empty()),
            new Uuid(),
            new Vector());

    private record Candidate(ColumnType type, TypeFit fit) {}

    private final String column;
    private final List<Candidate> candidates = new ArrayList<>();
    private long values;
    private String example = "";
    private String reason = "";

    ColumnEvidence(String column) {
        this.column = column;
        if (!column.equals("event_id")) { // an identifier is text, whatever it looks like today
            BY_PREFERENCE.forEach(type -> candidates.add(new Candidate(type, new TypeFit(type))));
        }
    }

    /** A cell that is not empty. */
    void see(long row, CellKind kind, byte[] in, int from, int to) {
        values++;
        if (values == 1) {
            example = shown(in, from, to);
        }
        if (!candidates.isEmpty() && !fits(candidates.get(0), kind, in, from, to)) {
            reason = "row " + row + " has '" + shown(in, from, to) + "'";
        }
        candidates.removeIf(each -> !fits(each, kind, in, from, to));
    }

    private static boolean fits(Candidate candidate, CellKind kind, byte[] in, int from, int to) {
        return isMeant(candidate.type(), in, from, to) && candidate.fit().fits(kind, in, from, to);
    }

    /** Not all that could be read as a type is meant as one: 007 is no number, and 1 neither true nor a moment. */
    private static boolean isMeant(ColumnType type, byte[] in, int from, int to) {
        if (type instanceof Whole || type instanceof Floating) {
            return in[from] != '+' && !(to - from > 1 && in[from] == '0' && in[from + 1] >= '0' && in[from + 1] <= '9');
        }
        return !(type instanceof Bool && to - from == 1) && !(type instanceof DateTime && to - from <= 10);
    }

    private static String shown(byte[] in, int from, int to) {
        return Shown.brief(new String(in, from, Math.min(to - from, 200), UTF_8));
    }

    String column() {
        return column;
    }

    /** The type that is left. */
    ColumnType type() {
        return candidates.isEmpty() || values == 0
                ? new Text()
                : candidates.get(0).type();
    }

    Guess guess(long rows) {
        ColumnType type = type();
        boolean isNullable = values < rows && !(type instanceof Vector);
        return new Guess(column, isNullable ? new Nullable(type) : type, values, rows - values, example, reason);
    }
}
