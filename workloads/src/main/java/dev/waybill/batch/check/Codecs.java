package dev.waybill.batch.check;

import dev.waybill.batch.model.ColumnType;

/** The codec of each type. */
final class Codecs {
    private Codecs() {}

    static CellCodec of(ColumnType type) {
        if (type instanceof ColumnType.Nullable nullable) {
            return new NullableCodec(of(nullable.of()));
        } else if (type instanceof ColumnType.Text) {
            return new TextCodec();
        } else if (type instanceof ColumnType.FixedText fixed) {
            return new FixedTextCodec(fixed);
        } else if (type instanceof ColumnType.Whole whole) {
            return new WholeCodec(whole);
        } else if (type instanceof ColumnType.Floating floating) {
            return new FloatCodec(floating);
        } else if (type instanceof ColumnType.Decimal decimal) {
            return new DecimalCodec(decimal);
        } else if (type instanceof ColumnType.Bool) {
            return new BoolCodec();
        } else if (type instanceof ColumnType.Date) {
            return new DateCodec(false);
        } else if (type instanceof ColumnType.Date32) {
            return new DateCodec(true);
        } else if (type instanceof ColumnType.DateTime moment) {
            return new DateTimeCodec(moment);
        } else if (type instanceof ColumnType.DateTime64 moment) {
            return new DateTime64Codec(moment);
        } else if (type instanceof ColumnType.Uuid) {
            return new UuidCodec();
        } else if (type instanceof ColumnType.Enumerated enumerated) {
            return new EnumCodec(enumerated);
        } else if (type instanceof ColumnType.Vector) {
            return new VectorCodec();
        } else {
            throw new AssertionError(type);
        }
    }
}
