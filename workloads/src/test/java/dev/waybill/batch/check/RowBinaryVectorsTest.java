package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each type byte for byte, worked out by hand from ClickHouse's description of RowBinary. */
class RowBinaryVectorsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "String; héé; 05 68 c3a9 c3a9",
                "FixedString(4); ab; 6162 0000",
                "Int8; -128; 80",
                "Int16; -2; feff",
                "Int32; -2147483648; 00000080",
                "Int64; -1; ffffffffffffffff",
                "Int64; 9223372036854775807; ffffffffffffff7f",
                "Int128; -2; fe ffffffffffffff ffffffffffffffff",
                "Int128; 18446744073709551616; 0000000000000000 0100000000000000",
                "Int256; -1; ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff",
                "UInt8; 255; ff",
                "UInt16; 258; 0201",
                "UInt32; 4294967295; ffffffff",
                "UInt64; 18446744073709551615; ffffffffffffffff",
                "UInt128; 340282366920938463463374607431768211455; ffffffffffffffff ffffffffffffffff",
                "UInt256; 1; 0100000000000000 0000000000000000 0000000000000000 0000000000000000",
                "Float32; 1.5; 0000c03f",
                "Float32; 0.1; cdcccc3d",
                "Float64; -2; 00000000000000c0",
                "Float64; 0.1; 9a9999999999b93f",
                "Float64; 12345678901234567890; e1639d31956ae543",
                "Decimal(9, 2); -1.25; 83ffffff",
                "Decimal(18, 4); 1.5; 983a000000000000",
                "Decimal(38, 0); -1; ffffffffffffffff ffffffffffffffff",
                "Decimal(76, 1); 0.2; 0200000000000000 0000000000000000 0000000000000000 0000000000000000",
                "Decimal(3); 7; 07000000",
                "Decimal64(2); 1; 6400000000000000",
                "Bool; true; 01",
                "Date; 1970-01-02; 0100",
                "Date; 2149-06-06; ffff",
                "Date32; 1900-01-01; 219cffff",
                "Date32; 2299-12-31; d1d60100",
                "DateTime; 1970-01-01 00:01:00; 3c000000",
                "DateTime('Europe/Berlin'); 1970-01-01 01:00:01; 01000000",
                "DateTime64(3); 1970-01-01 00:00:01.5; dc05000000000000",
                "DateTime64(0); 1969-12-31 23:59:59; ffffffffffffffff",
                "DateTime64(9, 'UTC'); 1969-12-31 23:59:59.999999999; ffffffffffffffff",
                "UUID; 00112233-4455-6677-8899-aabbccddeeff; 7766554433221100 ffeeddccbbaa9988",
                "Enum8('a' = -1); a; ff",
                "Enum16('it''s' = 258); it's; 0201",
                "Nullable(UInt16); 1; 00 0100",
                "Nullable(UInt16); ``; 01",
                "Array(Float64); `[1, -2]`; 02 000000000000f03f 00000000000000c0",
            })
    void areWrittenAsTheServerReadsThem(String type, String cell, String hex) {
        var schema = Schema.parse("{\"c\": \"" + type + "\"}");
        String quoted = cell.contains(",") ? "\"" + cell + "\"" : cell;
        byte[] row =
                (quoted + ",\n").getBytes(UTF_8); // a nameless empty cell: a line with nothing else would be no row
        var rows = new Rows(RowFormat.CSV, List.of("c", ""), 1, 2, 1, row, 0);

        Checked checked = new RowChecker(schema).check(rows);

        assertThat(checked.rejects()).isEmpty();
        assertThat(HexFormat.of().formatHex(checked.bytes())).isEqualTo(hex.replace(" ", ""));
    }
}
