package dev.waybill.failure.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEditTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/data/n=2 | {\"data\":{\"n\":2,\"all\":[1,2]}}",
                "/data/n=two | {\"data\":{\"n\":\"two\",\"all\":[1,2]}}",
                "/data/n=\"2\" | {\"data\":{\"n\":\"2\",\"all\":[1,2]}}",
                "/data/all/1={\"x\":null} | {\"data\":{\"n\":1,\"all\":[1,{\"x\":null}]}}",
                "/new=a=b | {\"data\":{\"n\":1,\"all\":[1,2]},\"new\":\"a=b\"}",
                "/a~1b=true | {\"data\":{\"n\":1,\"all\":[1,2]},\"a/b\":true}"
            })
    void onePlaceGetsAnotherContentAndTheRestStays(String edit, String expected) {
        assertThat(edited("{\"data\": {\"n\": 1, \"all\": [1, 2]}}", edit)).isEqualTo(expected);
    }

    @Test
    void editsAreMadeOneAfterTheOther() {
        assertThat(edited("{}", "/a={}", "/a/b=1")).isEqualTo("{\"a\":{\"b\":1}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data=1 | expected a place in the JSON",
                "/data | expected a place in the JSON",
                "/none/n=1 | there is no such place",
                "/all/7=1 | there is no such place",
                "/all/x=1 | there is no such place"
            })
    void whatCannotBeMeantIsExplained(String edit, String said) {
        assertThatThrownBy(() -> edited("{\"all\": [1]}", edit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void whatIsNoJsonIsNotEdited() {
        assertThatThrownBy(() -> edited("<xml/>", "/a=1")).hasMessageContaining("the value is no JSON");
    }

    private static String edited(String value, String... edits) {
        List<JsonEdit> parsed = Stream.of(edits).map(JsonEdit::parse).toList();
        return new String(JsonEdit.apply(value.getBytes(UTF_8), parsed), UTF_8);
    }
}
