package dev.waybill.batch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    @Test
    void columnsKeepTheirOrderAndTheSpellingOfTheirTypes() {
        var schema = Schema.parse("{\"event_id\": \"String\", \"timestamp\": \"TIMESTAMP\", \"amount\": \"Float64\"}");

        assertThat(schema.names()).containsExactly("event_id", "timestamp", "amount");
        assertThat(schema.columns().get(1).type().name()).isEqualTo("UInt32");
        assertThat(schema.columns().get(1).spelling()).isEqualTo("TIMESTAMP");
        assertThat(schema.indexOf("amount")).isEqualTo(2);
        assertThat(schema.indexOf("Amount")).isEqualTo(-1);
    }

    @Test
    void theSeedsTimestampIsShownAsTheSeedShowsIt() {
        var schema = Schema.parse("{\"timestamp\": \"UInt32\", \"other\": \"UInt32\"}");

        assertThat(schema.columns()).extracting(Column::shownType).containsExactly("TIMESTAMP", "UInt32");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "UInt256; UInt256",
                "FixedString(5); FixedString(5)",
                "Nullable( Decimal( 10 , 2 ) ); Nullable(Decimal(10, 2))",
                "Decimal; Decimal(10, 0)",
                "Decimal(5); Decimal(5, 0)",
                "Decimal128(3); Decimal(38, 3)",
                "DateTime64; DateTime64(3)",
                "DateTime64(6, 'Europe/Berlin'); DateTime64(6, 'Europe/Berlin')",
                "DateTime('UTC'); DateTime('UTC')",
                "Enum('a', 'b'); Enum8('a' = 1, 'b' = 2)",
                "Enum('a' = 300); Enum16('a' = 300)",
                "`Enum8('it''s' = 1, 'a, b' = -128)`; `Enum8('it\\'s' = 1, 'a, b' = -128)`",
                "BOOLEAN; Bool",
                "INTEGER; Int64",
                "FLOAT; Float64",
                "CATEGORY; String",
                "VECTOR; Array(Float64)",
            })
    void typesAreWrittenAsClickHouseDoes(String spelling, String name) {
        ColumnType type = TypeParser.parse(spelling);

        assertThat(type.name()).isEqualTo(name);
        assertThat(TypeParser.parse(name)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "uint32; `no such type: \"uint32\"; did you mean UInt32?`",
                "Int512; no such type: \"Int512\"",
                "Array(String); no such type: \"Array(String)\"",
                "Nullable(Nullable(Int8)); Nullable(Int8) cannot be Nullable",
                "Nullable(VECTOR); Array(Float64) cannot be Nullable",
                "Decimal(77, 2); expected 1 to 76 digits, got 77",
                "Decimal(5, 6); expected 0 to 5 digits after the point, got 6",
                "Decimal(1,2,3); expected Decimal(precision, scale), got Decimal(1,2,3)",
                "FixedString(0); expected a length from 1 to 256 bytes, got 0",
                "FixedString(x); expected a number in brackets, got \"x\"",
                "DateTime64(10); expected 0 to 9 digits of a second, got 10",
                "DateTime('Mars/Base'); no such time zone: \"Mars/Base\"",
                "DateTime(Europe/Berlin); `expected a time zone in quotes, such as 'Europe/Berlin', got Europe/Berlin`",
                "Enum8('a' = 128); 'a' = 128 does not fit Enum8",
                "Enum8('a' = 1, 'a' = 2); the value 'a' = 2 is there twice",
                "Enum8('a' = 1, 'b' = 1); the value 'b' = 1 is there twice",
                "Enum8('a' = 1, 'b'); expected a number for each value of the Enum, or for none",
                "Enum8(a); `expected values such as 'a' = 1, 'b' = 2, got \"a\"`",
                "Enum8('a'; no such type: \"Enum8('a'\"",
            })
    void aTypeThatIsNoneSaysWhy(String spelling, String problem) {
        assertThatThrownBy(() -> TypeParser.parse(spelling))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void aTypeThatIsNestedDeeplyIsRefusedAtOnce() {
        String nested = "Nullable(".repeat(100_000) + "Int8" + ")".repeat(100_000);

        assertThatThrownBy(() -> TypeParser.parse(nested))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("… cannot be Nullable");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        String schema =
                "{\"a\": \"Int7\", \"b\": 5, \"\": \"String\", \"a\": \"String\", \"_job_id\": \"String\", \"c\": \"String\"}";

        assertThatThrownBy(() -> Schema.parse(schema))
                .isInstanceOfSatisfying(
                        SchemaException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "column \"a\": no such type: \"Int7\"",
                                        "column \"b\": expected the name of a type, such as \"UInt32\", got 5",
                                        "column \"\": a column needs a name",
                                        "column \"a\": is there twice",
                                        "column \"_job_id\": this name is kept for the table's own use"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "5", "\"a\"", "{\"a\"", "not json", "null"})
    void whatIsNoObjectIsRefusedInUpstreamsWords(String text) {
        assertThatThrownBy(() -> Schema.parse(text))
                .isInstanceOf(SchemaException.class)
                .hasMessage("Schema must be a non-empty JSON object");
    }

    @Test
    void namesMayBeHostileButNotInvisible() {
        assertThat(Schema.parse("{\"a`; DROP TABLE x\": \"String\"}").names()).containsExactly("a`; DROP TABLE x");
        assertThatThrownBy(() -> Schema.parse("{\"a\\nb\": \"String\", \"" + "x".repeat(201) + "\": \"String\"}"))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void tooManyColumnsAreRefused() {
        String columns = IntStream.rangeClosed(0, Schema.MOST_COLUMNS)
                .mapToObj(i -> "\"c" + i + "\": \"String\"")
                .collect(Collectors.joining(",", "{", "}"));

        assertThatThrownBy(() -> Schema.parse(columns)).hasMessage("expected at most 4096 columns, got 4097");
    }

    @Test
    void modelsHaveIdsOfEightDigits() {
        assertThat(List.of(new Model("a1b2c3d4", "purchases", "{}", 1))).hasSize(1);
        assertThatThrownBy(() -> new Model("../x", "purchases", "{}", 1))
                .hasMessageContaining("eight hexadecimal digits");
        assertThatThrownBy(() -> new Model("a1b2c3d4", "purchases", "{}", 0)).hasMessageContaining("1 or more");
    }
}
