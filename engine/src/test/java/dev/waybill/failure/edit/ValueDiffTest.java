package dev.waybill.failure.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueDiffTest {
    @Test
    void ofJsonTheMembersAreShownThatChanged() {
        assertThat(diff("{\"a\":1,\"b\":2,\"c\":3}", "{\"a\": 1, \"b\": 5, \"c\": 3}"))
                .containsExactly("-   \"b\" : 2,", "+   \"b\" : 5,");
    }

    @Test
    void whatIsTheSameButForBlanksIsNoDifference() {
        assertThat(diff("{\"a\":1}", "{ \"a\": 1 }")).isEmpty();
    }

    @Test
    void textGoesByLines() {
        assertThat(diff("one\ntwo\nthree", "one\n2\n2b\nthree")).containsExactly("- two", "+ 2", "+ 2b");
    }

    @Test
    void bytesThatAreNoTextAreCountedAndNothingIsAWordOfItsOwn() {
        assertThat(ValueDiff.between(new byte[] {(byte) 0xff, 1}, null))
                .containsExactly("- 2 bytes that are no text", "+ null");
    }

    @Test
    void aLongDifferenceIsCut() {
        assertThat(diff("", "line\n".repeat(1_000))).hasSize(201).last().isEqualTo("+ … 800 more lines");
    }

    private static List<String> diff(String before, String after) {
        return ValueDiff.between(before.getBytes(UTF_8), after.getBytes(UTF_8));
    }
}
