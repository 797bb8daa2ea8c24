package dev.waybill.batch.read.parquet;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** Writes the values of one column as JSON: exact, unsigned where they are. Used by one thread. */
final class ColumnText extends PrimitiveConverter {
    private static final int JULIAN_DAY_OF_1970 = 2_440_588;

    private final Line line;
    private final Consumer<ColumnText> isHere;
    private final LongFunction<String> whole;
    private final @Nullable LogicalTypeAnnotation logical;
    private final boolean isOldMoment;

    /**
     * @param line what values are added to
     * @param isHere told of each value when it was added
     */
    ColumnText(PrimitiveType type, Line line, Consumer<ColumnText> isHere) {
        this.line = line;
        this.isHere = isHere;
        this.logical = type.getLogicalTypeAnnotation();
        this.whole = whole(logical, type.getPrimitiveTypeName() == PrimitiveTypeName.INT32);
        this.isOldMoment = type.getPrimitiveTypeName() == PrimitiveTypeName.INT96;
    }

    private static LongFunction<String> whole(@Nullable LogicalTypeAnnotation logical, boolean isShort) {
        if (logical instanceof IntLogicalTypeAnnotation annotation && !annotation.isSigned()) {
            return value -> Long.toUnsignedString(isShort ? value & 0xffff_ffffL : value);
        } else if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return value -> BigDecimal.valueOf(value, decimal.getScale()).toPlainString();
        } else if (logical instanceof DateLogicalTypeAnnotation) {
            return value -> quoted(LocalDate.ofEpochDay(value).toString());
        } else if (logical instanceof TimestampLogicalTypeAnnotation moment) {
            long perSecond = perSecond(moment.getUnit());
            return value -> quoted(MomentText.moment(value, perSecond, moment.isAdjustedToUTC()));
        } else if (logical instanceof TimeLogicalTypeAnnotation time) {
            long nanos = 1_000_000_000 / perSecond(time.getUnit());
            return value -> quoted(MomentText.time(value * nanos));
        } else {
            return Long::toString;
        }
    }

    private static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> 1_000_000_000;
        };
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    @Override
    public void addBoolean(boolean value) {
        line.add(value ? "true" : "false");
        isHere.accept(this);
    }

    @Override
    public void addInt(int value) {
        line.add(whole.apply(value));
        isHere.accept(this);
    }

    @Override
    public void addLong(long value) {
        line.add(whole.apply(value));
        isHere.accept(this);
    }

    /** With the digits of the double that is the same number. */
    @Override
    public void addFloat(float value) {
        addDouble(value);
    }

    @Override
    public void addDouble(double value) {
        if (Double.isFinite(value)) {
            line.add(Double.toString(value));
        } else {
            line.add(Double.isNaN(value) ? "\"nan\"" : value > 0 ? "\"inf\"" : "\"-inf\"");
        }
        isHere.accept(this);
    }

    @Override
    public void addBinary(Binary value) {
        if (isOldMoment) {
            var parts = value.toByteBuffer().order(LITTLE_ENDIAN);
            long nanos = parts.getLong(parts.position());
            int day = parts.getInt(parts.position() + Long.BYTES) - JULIAN_DAY_OF_1970;
            line.add(quoted(MomentText.ofDay(day, nanos, true)));
        } else if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            line.add(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()).toPlainString());
        } else if (logical instanceof UUIDLogicalTypeAnnotation) {
            var halves = value.toByteBuffer();
            line.add(quoted(new UUID(halves.getLong(halves.position()), halves.getLong(halves.position() + Long.BYTES))
                    .toString()));
        } else {
            JsonText.write(value.getBytesUnsafe(), line);
        }
        isHere.accept(this);
    }
}
