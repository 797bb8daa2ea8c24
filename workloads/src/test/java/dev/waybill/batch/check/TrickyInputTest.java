package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.model.Schema;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each tricky input with what exactly becomes of each of its rows, whatever the size of blocks. */
class TrickyInputTest {
    /** The seed's own model. */
    private static final String PURCHASES =
            "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}";

    private static final String HEADER = "event_id,timestamp,amount\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private record Case(String name, String schema, String text, Charset charset, List<String> outcome) {
        byte[] content() {
            return text.getBytes(charset);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case csv(String name, String content, String... outcome) {
        return new Case(name, PURCHASES, content, UTF_8, List.of(outcome));
    }

    private static Case bytes(String name, String content, String... outcome) {
        return new Case(name, PURCHASES, content, ISO_8859_1, List.of(outcome));
    }

    private static Case of(String name, String schema, String content, String... outcome) {
        return new Case(name, schema, content, UTF_8, List.of(outcome));
    }

    @ParameterizedTest
    @MethodSource({"shapes", "quotes", "headers", "texts", "numbers", "others", "json"})
    void comesOutAsItShould(Case each) throws IOException {
        var schema = Schema.parse(each.schema());

        for (int bytes : new int[] {1, 7, 40, 1 << 20}) {
            for (int rows : new int[] {1, 2, 50_000}) {
                var outcome = Trial.of(folder, schema, each.content(), new BlockSize(bytes, rows));

                assertThat(outcome)
                        .as("blocks of %d bytes, %d rows", bytes, rows)
                        .isEqualTo(each.outcome());
            }
        }
    }

    static Stream<Case> shapes() {
        return Stream.of(
                csv(
                        "the seed's own file",
                        HEADER + "1,1716045542,12.5\n2,1716045543,8.0\n",
                        "row 1: 1|1716045542|12.5",
                        "row 2: 2|1716045543|8.0"),
                csv("no line end behind the last row", HEADER + "1,2,3", "row 1: 1|2|3.0"),
                csv(
                        "lines end with CRLF",
                        HEADER.replace("\n", "\r\n") + "1,2,3\r\nx,y,3\r\n",
                        "row 1: 1|2|3.0",
                        "row 2 line 3 timestamp: INVALID_UINT32 <y>"),
                csv(
                        "lines end with CR",
                        HEADER.replace("\n", "\r") + "1,2,3\r4,x,6\r",
                        "row 1: 1|2|3.0",
                        "row 2 line 3 timestamp: INVALID_UINT32 <x>"),
                csv(
                        "line ends of all three kinds",
                        HEADER + "1,2,3\r\n4,5,6\r7,8,9\n\r\nx,x,1\n",
                        "row 1: 1|2|3.0",
                        "row 2: 4|5|6.0",
                        "row 3: 7|8|9.0",
                        "row 4 line 6 timestamp: INVALID_UINT32 <x>"),
                csv(
                        "blank lines are no rows, but lines",
                        "\n\r\n" + HEADER + "\n\n1,2,3\n\n4,x,6\n\n",
                        "row 1: 1|2|3.0",
                        "row 2 line 8 timestamp: INVALID_UINT32 <x>"),
                csv(
                        "a line of blanks is a row",
                        HEADER + "  \n",
                        "row 1 line 2 timestamp: MISSING_COLUMN <>",
                        "row 1 line 2 amount: MISSING_COLUMN <>"),
                csv("a header and nothing else", HEADER),
                csv("a header without a line end", "event_id,timestamp,amount"),
                csv("an empty file", "", "file: the file is empty; expected CSV with a header, JSON lines or Parquet"),
                csv("blank lines only", "\n\n", "file: the file has blank lines only; expected a header"),
                csv(
                        "short rows miss each cell",
                        HEADER + "1\n2,3\n",
                        "row 1 line 2 timestamp: MISSING_COLUMN <>",
                        "row 1 line 2 amount: MISSING_COLUMN <>",
                        "row 2 line 3 amount: MISSING_COLUMN <>"),
                csv(
                        "rows that are too wide",
                        HEADER + "1,2,3,4\n1,2,3,\n1,2,3,4,5\n",
                        "row 1 line 2: EXTRA_COLUMN <4>",
                        "row 2 line 3: EXTRA_COLUMN <>",
                        "row 3 line 4: EXTRA_COLUMN <4>"),
                csv(
                        "all that is wrong with a row",
                        HEADER + "1,bad,,4\n",
                        "row 1 line 2 timestamp: INVALID_UINT32 <bad>",
                        "row 1 line 2 amount: MISSING_COLUMN <>",
                        "row 1 line 2: EXTRA_COLUMN <4>"),
                csv(
                        "the second row of upstream's partial file",
                        HEADER + "3,1716045544,1\n4,bad,\n",
                        "row 1: 3|1716045544|1.0",
                        "row 2 line 3 timestamp: INVALID_UINT32 <bad>",
                        "row 2 line 3 amount: MISSING_COLUMN <>"));
    }

    static Stream<Case> quotes() {
        return Stream.of(
                csv("quotes around cells", HEADER + "\"1\",\"2\",\"3\"\n", "row 1: 1|2|3.0"),
                csv(
                        "commas, quotes and line ends in quotes",
                        HEADER + "\"a,\"\"b\"\"\r\nc\nd\re\",2,3\n1,x,3\n",
                        "row 1: a,\"b\"\r\nc\nd\re|2|3.0",
                        "row 2 line 6 timestamp: INVALID_UINT32 <x>"),
                csv("a quote that does not begin a cell", HEADER + "6\" pipe,2,3\n", "row 1: 6\" pipe|2|3.0"),
                csv("an empty text in quotes is a value", HEADER + "\"\",2,3\n", "row 1: |2|3.0"),
                csv(
                        "an empty number in quotes is none",
                        HEADER + "1,\"\",3\n",
                        "row 1 line 2 timestamp: MISSING_COLUMN <>"),
                csv(
                        "doubled quotes in a number",
                        HEADER + "1,\"\"\"2\",3\n",
                        "row 1 line 2 timestamp: INVALID_UINT32 <\"2>"),
                csv(
                        "a quote that is never closed costs its line",
                        HEADER + "1,2,3\n\"4,5,6\n7,8,9\n10,11,12\n",
                        "row 1: 1|2|3.0",
                        "row 3: 7|8|9.0",
                        "row 4: 10|11|12.0",
                        "row 2 line 3 event_id: UNCLOSED_QUOTE <\"4,5,6>"),
                csv(
                        "a quote that is closed by a later row's quote",
                        HEADER + "1,\"2,3\n4,5,6\n\"7\",8,9\n",
                        "row 2: 4|5|6.0",
                        "row 3: 7|8|9.0",
                        "row 1 line 2 timestamp: UNCLOSED_QUOTE <\"2,3>"),
                csv(
                        "a quote that is not closed in the last line",
                        HEADER + "1,2,3\n4,5,\"6",
                        "row 1: 1|2|3.0",
                        "row 2 line 3 amount: UNCLOSED_QUOTE <\"6>"),
                csv(
                        "something behind a closing quote",
                        HEADER + "\"1\"x,2,3\n4,5,6\n",
                        "row 2: 4|5|6.0",
                        "row 1 line 2 event_id: INVALID_QUOTE <\"1\"x,2,3>"),
                csv(
                        "a quote alone",
                        HEADER + "\"\n1,2,3\n",
                        "row 2: 1|2|3.0",
                        "row 1 line 2 event_id: UNCLOSED_QUOTE <\">"),
                csv(
                        "broken behind a cell of several lines",
                        HEADER + "\"a\nb\",\"c\n1,2,3\n",
                        "row 3: 1|2|3.0",
                        "row 1 line 2 event_id: UNCLOSED_QUOTE <\"a>",
                        "row 2 line 3 timestamp: UNCLOSED_QUOTE <\"c>"));
    }

    static Stream<Case> headers() {
        return Stream.of(
                csv("a byte order mark", "\ufeff" + HEADER + "1,2,3\n", "row 1: 1|2|3.0"),
                csv("the header says the order", "amount,event_id,timestamp\n3,1,2\n", "row 1: 1|2|3.0"),
                csv("names in quotes", "\"event_id\",\"timestamp\",\"amount\"\n1,2,3\n", "row 1: 1|2|3.0"),
                csv(
                        "a column is not there",
                        "event_id,amount\n1001abcd,3\n1,x\n",
                        "row 1 line 2 timestamp: MISSING_COLUMN <>",
                        "row 2 line 3 timestamp: MISSING_COLUMN <>",
                        "row 2 line 3 amount: INVALID_FLOAT64 <x>"),
                csv(
                        "a column that the model has not",
                        "event_id,timestamp,note,amount\n1,2,hello,3\n1,2,,3\n",
                        "row 1 line 2 note: EXTRA_COLUMN <hello>",
                        "row 2 line 3 note: EXTRA_COLUMN <>"),
                csv(
                        "a column twice",
                        "event_id,timestamp,amount,amount\n1,2,3,4\n",
                        "row 1 line 2 amount: EXTRA_COLUMN <4>"),
                csv(
                        "a comma behind each line",
                        "event_id,timestamp,amount,\n1,2,3,\n4,5,6,7\n",
                        "row 1: 1|2|3.0",
                        "row 2 line 3: EXTRA_COLUMN <7>"),
                csv(
                        "names are not trimmed, nor their case ignored",
                        "Event_id, timestamp,amount\n1,2,3\n",
                        "row 1 line 2 event_id: MISSING_COLUMN <>",
                        "row 1 line 2 timestamp: MISSING_COLUMN <>",
                        "row 1 line 2 Event_id: EXTRA_COLUMN <1>",
                        "row 1 line 2  timestamp: EXTRA_COLUMN <2>"),
                bytes(
                        "a name that is no UTF-8",
                        "event_id,timest\u00ffmp,amount\n1,2,3\n",
                        "file: header: column 2, \"timest\ufffdmp\", is not UTF-8"),
                csv(
                        "a quote is open in the header",
                        "event_id,\"timestamp\n1,2\n",
                        "file: header: a quote is not closed in its line"),
                bytes(
                        "UTF-16 with its mark",
                        "\u00ff\u00fee\0v\0e\0n\0t\0",
                        "file: UTF-16 text; expected UTF-8 (iconv -f UTF-16 -t UTF-8 file makes it)"),
                bytes(
                        "UTF-16 without one",
                        "\0e\0v\0e\0n\0t\0_\0i\0d",
                        "file: UTF-16 text; expected UTF-8 (iconv -f UTF-16 -t UTF-8 file makes it)"),
                bytes(
                        "a workbook",
                        "PK\u0003\u0004xxxx",
                        "file: a ZIP archive or a workbook of a spreadsheet; expected CSV, JSON lines or Parquet, plain or in .gz or .zst"));
    }

    static Stream<Case> texts() {
        return Stream.of(
                bytes(
                        "bytes that are no UTF-8",
                        HEADER + "\u00ff\u00ff,2,3\nok,2,3\n",
                        "row 2: ok|2|3.0",
                        "row 1 line 2 event_id: INVALID_UTF8 <\ufffd\ufffd>"),
                bytes(
                        "half a character before a comma",
                        HEADER + "a\u00c3,2,3\n",
                        "row 1 line 2 event_id: INVALID_UTF8 <a\ufffd>"),
                bytes(
                        "an overlong slash",
                        HEADER + "\u00c0\u00af,2,3\n",
                        "row 1 line 2 event_id: INVALID_UTF8 <\ufffd\ufffd>"),
                bytes(
                        "half a pair of UTF-16",
                        HEADER + "\u00ed\u00a0\u0080,2,3\n",
                        "row 1 line 2 event_id: INVALID_UTF8 <\ufffd>"),
                bytes("no UTF-8 in a number", HEADER + "1,\u00fe,3\n", "row 1 line 2 timestamp: INVALID_UTF8 <\ufffd>"),
                csv("characters of two to four bytes", HEADER + "äöü€𝄞,2,3\n", "row 1: äöü€𝄞|2|3.0"),
                csv("a zero byte is a character", HEADER + "a\0b,2,3\n", "row 1: a\0b|2|3.0"),
                csv(
                        "a cell of a mebibyte",
                        HEADER + "x".repeat(1 << 20) + ",2,y\n",
                        "row 1 line 2 amount: INVALID_FLOAT64 <y>"),
                csv(
                        "a formula is text",
                        HEADER + "\"=HYPERLINK(\"\"http://x\"\")\",2,3\n",
                        "row 1: =HYPERLINK(\"http://x\")|2|3.0"),
                of(
                        "a text that is fixed",
                        "{\"c\": \"FixedString(4)\"}",
                        "c\nab\nabcde\näöü\n\"\"\n",
                        "row 1: ab",
                        "row 4: ",
                        "row 2 line 3 c: INVALID_FIXEDSTRING <abcde>",
                        "row 3 line 4 c: INVALID_FIXEDSTRING <äöü>"));
    }

    static Stream<Case> numbers() {
        return Stream.of(
                csv(
                        "whole numbers at the ends of their range",
                        HEADER + "1,0,3\n2,4294967295,3\n3,4294967296,3\n4,-1,3\n",
                        "row 1: 1|0|3.0",
                        "row 2: 2|4294967295|3.0",
                        "row 3 line 4 timestamp: INVALID_UINT32 <4294967296>",
                        "row 4 line 5 timestamp: INVALID_UINT32 <-1>"),
                csv(
                        "what Python would take for a number",
                        HEADER + "1,1_000,3\n2, 7 ,3\n3,٣,3\n4,1\u00a0000,3\n5,2,1_0.5\n6,2, 3\n",
                        "row 1 line 2 timestamp: INVALID_UINT32 <1_000>",
                        "row 2 line 3 timestamp: INVALID_UINT32 < 7 >",
                        "row 3 line 4 timestamp: INVALID_UINT32 <٣>",
                        "row 4 line 5 timestamp: INVALID_UINT32 <1\u00a0000>",
                        "row 5 line 6 amount: INVALID_FLOAT64 <1_0.5>",
                        "row 6 line 7 amount: INVALID_FLOAT64 < 3>"),
                csv(
                        "what Java would take for a number",
                        HEADER + "1,2,0x1p3\n2,2,1d\n3,2,1f\n4,2,NaN\n5,2,Infinity\n",
                        "row 1 line 2 amount: INVALID_FLOAT64 <0x1p3>",
                        "row 2 line 3 amount: INVALID_FLOAT64 <1d>",
                        "row 3 line 4 amount: INVALID_FLOAT64 <1f>",
                        "row 4 line 5 amount: INVALID_FLOAT64 <NaN>",
                        "row 5 line 6 amount: INVALID_FLOAT64 <Infinity>"),
                csv(
                        "forms of whole numbers",
                        HEADER + "1,+7,3\n2,007,3\n3,8.0,3\n4,1e3,3\n5,+,3\n",
                        "row 1: 1|7|3.0",
                        "row 2: 2|7|3.0",
                        "row 3 line 4 timestamp: INVALID_UINT32 <8.0>",
                        "row 4 line 5 timestamp: INVALID_UINT32 <1e3>",
                        "row 5 line 6 timestamp: INVALID_UINT32 <+>"),
                csv(
                        "forms of other numbers",
                        HEADER + "1,2,.5\n2,2,5.\n3,2,-1e-3\n4,2,+1E+3\n5,2,.\n6,2,1e\n7,2,1.2.3\n8,2,1,5\n",
                        "row 1: 1|2|0.5",
                        "row 2: 2|2|5.0",
                        "row 3: 3|2|-0.001",
                        "row 4: 4|2|1000.0",
                        "row 5 line 6 amount: INVALID_FLOAT64 <.>",
                        "row 6 line 7 amount: INVALID_FLOAT64 <1e>",
                        "row 7 line 8 amount: INVALID_FLOAT64 <1.2.3>",
                        "row 8 line 9: EXTRA_COLUMN <5>"),
                csv(
                        "not a number, and without end",
                        HEADER + "1,2,nan\n2,2,inf\n3,2,-inf\n4,2,1e309\n5,2,1e-400\n6,2,0e999\n",
                        "row 1: 1|2|NaN",
                        "row 2: 2|2|Infinity",
                        "row 3: 3|2|-Infinity",
                        "row 6: 6|2|0.0",
                        "row 4 line 5 amount: INVALID_FLOAT64 <1e309>",
                        "row 5 line 6 amount: INVALID_FLOAT64 <1e-400>"),
                of(
                        "decimals are not rounded",
                        "{\"c\": \"Decimal(6, 2)\"}",
                        "c\n1.25\n1.255\n1.250\n-9999.99\n10000\n1e3\n5e-1\n1e-9\n1e99999\n,\n",
                        "row 1: 1.25",
                        "row 3: 1.25",
                        "row 4: -9999.99",
                        "row 6: 1000.00",
                        "row 7: 0.50",
                        "row 2 line 3 c: INVALID_DECIMAL <1.255>",
                        "row 5 line 6 c: INVALID_DECIMAL <10000>",
                        "row 8 line 9 c: INVALID_DECIMAL <1e-9>",
                        "row 9 line 10 c: INVALID_DECIMAL <1e99999>",
                        "row 10 line 11 c: MISSING_COLUMN <>",
                        "row 10 line 11: EXTRA_COLUMN <>"));
    }

    static Stream<Case> others() {
        return Stream.of(
                of(
                        "days of the real calendar",
                        "{\"c\": \"Date\"}",
                        "c\n2024-02-29\n2023-02-29\n1900-02-29\n1969-12-31\n2149-06-06\n2149-06-07\n2024-1-1\n2024-13-01\n24-01-01\n",
                        "row 1: 2024-02-29",
                        "row 5: 2149-06-06",
                        "row 2 line 3 c: INVALID_DATE <2023-02-29>",
                        "row 3 line 4 c: INVALID_DATE <1900-02-29>",
                        "row 4 line 5 c: INVALID_DATE <1969-12-31>",
                        "row 6 line 7 c: INVALID_DATE <2149-06-07>",
                        "row 7 line 8 c: INVALID_DATE <2024-1-1>",
                        "row 8 line 9 c: INVALID_DATE <2024-13-01>",
                        "row 9 line 10 c: INVALID_DATE <24-01-01>"),
                of(
                        "moments",
                        "{\"c\": \"DateTime\"}",
                        """
                        c
                        2024-05-18 15:19:02
                        2024-05-18T15:19:02Z
                        2024-05-18 15:19:02+02:00
                        1716045542
                        2024-05-18 24:00:00
                        2024-05-18
                        2024-05-18 15:19:02.5
                        2106-02-07 06:28:16
                        4294967296
                        """,
                        "row 1: 2024-05-18T15:19:02Z",
                        "row 2: 2024-05-18T15:19:02Z",
                        "row 3: 2024-05-18T13:19:02Z",
                        "row 4: 2024-05-18T15:19:02Z",
                        "row 5 line 6 c: INVALID_DATETIME <2024-05-18 24:00:00>",
                        "row 6 line 7 c: INVALID_DATETIME <2024-05-18>",
                        "row 7 line 8 c: INVALID_DATETIME <2024-05-18 15:19:02.5>",
                        "row 8 line 9 c: INVALID_DATETIME <2106-02-07 06:28:16>",
                        "row 9 line 10 c: INVALID_DATETIME <4294967296>"),
                of(
                        "hours that a change of clocks leaves out or repeats",
                        "{\"c\": \"DateTime('Europe/Berlin')\"}",
                        "c\n2024-03-31 01:59:59\n2024-03-31 02:30:00\n2024-10-27 02:30:00\n2024-10-27 02:30:00+01:00\n",
                        "row 1: 2024-03-31T00:59:59Z",
                        "row 4: 2024-10-27T01:30:00Z",
                        "row 2 line 3 c: INVALID_DATETIME <2024-03-31 02:30:00>",
                        "row 3 line 4 c: INVALID_DATETIME <2024-10-27 02:30:00>"),
                of(
                        "words for true and false",
                        "{\"c\": \"Bool\"}",
                        "c\ntrue\nFALSE\n1\n0\nyes\n2\n",
                        "row 1: true",
                        "row 2: false",
                        "row 3: true",
                        "row 4: false",
                        "row 5 line 6 c: INVALID_BOOL <yes>",
                        "row 6 line 7 c: INVALID_BOOL <2>"),
                of(
                        "what may be empty",
                        "{\"s\": \"Nullable(String)\", \"n\": \"Nullable(UInt8)\", \"m\": \"Nullable(Date)\"}",
                        "s,n\n,\n\"\",\"\"\na,256\n",
                        "row 1: NULL|NULL|NULL",
                        "row 2: |NULL|NULL",
                        "row 3 line 4 n: INVALID_UINT8 <256>"),
                of(
                        "the seed's names of types",
                        "{\"event_id\": \"INTEGER\", \"t\": \"TIMESTAMP\", \"f\": \"FLOAT\", \"b\": \"BOOLEAN\", \"v\": \"VECTOR\"}",
                        "event_id,t,f,b,v\n1,1716045542,2.5,1,\"[1, 2.5]\"\nx,y,z,w,v\n1,4294967296,0,0,[]\n",
                        "row 1: 1|1716045542|2.5|true|[1.0, 2.5]",
                        "row 2 line 3 event_id: INVALID_EVENT_ID <x>",
                        "row 2 line 3 t: NOT_A_TIMESTAMP <y>",
                        "row 2 line 3 f: NOT_A_FLOAT <z>",
                        "row 2 line 3 b: NOT_A_BOOLEAN <w>",
                        "row 2 line 3 v: NOT_A_VECTOR <v>",
                        "row 3 line 4 t: INVALID_TIMESTAMP <4294967296>"),
                of(
                        "one of a few names",
                        "{\"c\": \"Enum8('a' = 1, 'b, c' = -2)\"}",
                        "c\na\n\"b, c\"\nA\n1\n",
                        "row 1: a",
                        "row 2: b, c",
                        "row 3 line 4 c: INVALID_ENUM <A>",
                        "row 4 line 5 c: INVALID_ENUM <1>"),
                of(
                        "identifiers",
                        "{\"c\": \"UUID\"}",
                        """
                        c
                        123e4567-e89b-12d3-a456-426614174000
                        123E4567-E89B-12D3-A456-426614174000
                        123e4567e89b12d3a456426614174000
                        123e4567-e89b-12d3-a456-42661417400g
                        """,
                        "row 1: 123e4567-e89b-12d3-a456-426614174000",
                        "row 2: 123e4567-e89b-12d3-a456-426614174000",
                        "row 3 line 4 c: INVALID_UUID <123e4567e89b12d3a456426614174000>",
                        "row 4 line 5 c: INVALID_UUID <123e4567-e89b-12d3-a456-42661417400g>"));
    }

    static Stream<Case> json() {
        return Stream.of(
                csv(
                        "JSON lines",
                        "{\"event_id\":\"1\",\"timestamp\":2,\"amount\":3.5}\n\n{\"amount\":1e2,\"timestamp\":4,\"event_id\":\"\\u00e4\\\"\"}",
                        "row 1: 1|2|3.5",
                        "row 2: ä\"|4|100.0"),
                csv(
                        "wrong types of JSON",
                        "{\"event_id\":1,\"timestamp\":\"2\",\"amount\":\"3\"}\n{\"event_id\":\"1\",\"timestamp\":true,\"amount\":[1]}\n",
                        "row 1 line 1 event_id: INVALID_EVENT_ID <1>",
                        "row 1 line 1 timestamp: INVALID_UINT32 <2>",
                        "row 1 line 1 amount: INVALID_FLOAT64 <3>",
                        "row 2 line 2 timestamp: INVALID_UINT32 <true>",
                        "row 2 line 2 amount: INVALID_FLOAT64 <[1]>"),
                csv(
                        "keys that are absent, null, empty, unknown and twice",
                        "{\"event_id\":\"\",\"timestamp\":null}\n{\"event_id\":\"1\",\"timestamp\":2,\"amount\":3,\"amount\":4,\"x\":{\"y\":[1]}}\n",
                        "row 1 line 1 timestamp: NULL_VALUE <null>",
                        "row 1 line 1 amount: MISSING_COLUMN <>",
                        "row 2 line 2 amount: DUPLICATE_KEY <4>",
                        "row 2 line 2 x: EXTRA_COLUMN <{\"y\":[1]}>"),
                csv(
                        "numbers keep their digits",
                        "{\"event_id\":\"1\",\"timestamp\":1.0,\"amount\":nan}\n{\"event_id\":\"1\",\"timestamp\":1,\"amount\":\"nan\"}\n",
                        "row 2: 1|1|NaN",
                        "row 1 line 1: INVALID_JSON <{\"event_id\":\"1\",\"timestamp\":1.0,\"amount\"… 45>"),
                of(
                        "large numbers as text",
                        "{\"c\": \"Int64\", \"d\": \"Decimal(20, 2)\"}",
                        "{\"c\": \"9007199254740993\", \"d\": \"123456789012345678.25\"}\n{\"c\": 9223372036854775807, \"d\": 0.1}\n{\"c\": 9223372036854775808, \"d\": 0.001}\n",
                        "row 1: 9007199254740993|123456789012345678.25",
                        "row 2: 9223372036854775807|0.10",
                        "row 3 line 3 c: INVALID_INT64 <9223372036854775808>",
                        "row 3 line 3 d: INVALID_DECIMAL <0.001>"),
                csv(
                        "lines that are no object",
                        "{\"event_id\":\"1\"\n[1]\n{}{}\n{\"event_id\":\"1\",\"timestamp\":1,\"amount\":1}\n",
                        "row 4: 1|1|1.0",
                        "row 1 line 1: INVALID_JSON <{\"event_id\":\"1\">",
                        "row 2 line 2: INVALID_JSON <[1]>",
                        "row 3 line 3: INVALID_JSON <{}{}>"),
                csv(
                        "half a character in JSON",
                        "{\"event_id\":\"\\ud800\",\"timestamp\":1,\"amount\":1}\n",
                        "row 1 line 1 event_id: INVALID_UTF8 <\ufffd>"),
                bytes(
                        "no UTF-8 in JSON",
                        "{\"event_id\":\"\u00ff\",\"timestamp\":1,\"amount\":1}\n",
                        "row 1 line 1: INVALID_UTF8 <{\"event_id\":\"\ufffd\",\"timestamp\":1,\"amount\":1… 43>"),
                csv(
                        "JSON that is deep",
                        "{\"event_id\":" + "[".repeat(1000) + "]".repeat(1000) + "}\n",
                        "row 1 line 1: INVALID_JSON <{\"event_id\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[… 1027>"),
                csv(
                        "an array of objects",
                        "[{\"event_id\":\"1\"}]\n",
                        "file: a JSON array; expected JSON lines, one object per line (jq -c '.[]' file makes them)"));
    }
}
