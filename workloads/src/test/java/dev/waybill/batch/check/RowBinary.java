package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.model.Column;
import dev.waybill.batch.model.ColumnType;
import dev.waybill.batch.model.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads rows back, by another way than they were written: one column after the other, each as text. */
final class RowBinary {
    private final ByteBuffer in;

    private RowBinary(ByteBuffer in) {
        this.in = in;
    }

    static List<List<String>> read(Schema schema, byte[] bytes) {
        var reader = new RowBinary(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        var rows = new ArrayList<List<String>>();
        while (reader.in.hasRemaining()) {
            rows.add(schema.columns().stream()
                    .map(Column::type)
                    .map(reader::value)
                    .toList());
        }
        return rows;
    }

    private String value(ColumnType type) {
        if (type instanceof ColumnType.Nullable nullable) {
            return in.get() == 1 ? "NULL" : value(nullable.of());
        } else if (type instanceof ColumnType.Text) {
            return text(length());
        } else if (type instanceof ColumnType.FixedText fixed) {
            return text(fixed.length()).replaceFirst("\0+$", "");
        } else if (type instanceof ColumnType.Whole whole) {
            return whole(whole.bits() / 8, whole.isSigned()).toString();
        } else if (type instanceof ColumnType.Floating floating) {
            return floating.bits() == 64 ? String.valueOf(in.getDouble()) : String.valueOf(in.getFloat());
        } else if (type instanceof ColumnType.Decimal decimal) {
            return new BigDecimal(whole(decimal.width(), true), decimal.scale()).toPlainString();
        } else if (type instanceof ColumnType.Bool) {
            return in.get() == 1 ? "true" : "false";
        } else if (type instanceof ColumnType.Date) {
            return LocalDate.ofEpochDay(in.getShort() & 0xffff).toString();
        } else if (type instanceof ColumnType.Date32) {
            return LocalDate.ofEpochDay(in.getInt()).toString();
        } else if (type instanceof ColumnType.DateTime) {
            return Instant.ofEpochSecond(in.getInt() & 0xffff_ffffL).toString();
        } else if (type instanceof ColumnType.DateTime64 moment) {
            var nanos = BigDecimal.valueOf(in.getLong(), moment.digits())
                    .movePointRight(9)
                    .toBigIntegerExact();
            var parts = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000_000));
            return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact())
                    .toString();
        } else if (type instanceof ColumnType.Uuid) {
            return new UUID(in.getLong(), in.getLong()).toString();
        } else if (type instanceof ColumnType.Enumerated enumerated) {
            int number = whole(enumerated.bits() / 8, true).intValueExact();
            return enumerated.values().entrySet().stream()
                    .filter(each -> each.getValue() == number)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
        } else {
            int length = length();
            var numbers = new ArrayList<String>();
            for (int i = 0; i < length; i++) {
                numbers.add(String.valueOf(in.getDouble()));
            }
            return numbers.toString();
        }
    }

    private BigInteger whole(int width, boolean isSigned) {
        byte[] big = new byte[width];
        for (int i = width - 1; i >= 0; i--) {
            big[i] = in.get();
        }
        return isSigned ? new BigInteger(big) : new BigInteger(1, big);
    }

    private int length() {
        int length = 0;
        int shift = 0;
        byte b;
        do {
            b = in.get();
            length |= (b & 0x7f) << shift;
            shift += 7;
        } while (b < 0);
        return length;
    }

    private String text(int length) {
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, UTF_8);
    }
}
