package dev.waybill.pid.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTest {
    private static final long SEED = 4711;

    /* Made with Python's json.dumps. */
    @Test
    void quotesAsPythonDoes() {
        assertThat(JsonText.quoted("a\"b\\c/d\n\r\t\b\f\0\u001f\u007fé€😀"))
                .isEqualTo("\"a\\\"b\\\\c/d\\n\\r\\t\\b\\f\\u0000\\u001f\\u007f\\u00e9\\u20ac\\ud83d\\ude00\"");
    }

    @Test
    void setsABlankAfterCommaAndColon() {
        var members = new LinkedHashMap<String, String>();
        members.put("host", "a");
        members.put("published_on", "b");

        assertThat(JsonText.ofObjects(List.of(members, members)))
                .isEqualTo("[{\"host\": \"a\", \"published_on\": \"b\"}, {\"host\": \"a\", \"published_on\": \"b\"}]");
        assertThat(JsonText.ofTexts(List.of("x", "y"))).isEqualTo("[\"x\", \"y\"]");
    }

    @Test
    void anyTextIsPrintableAsciiAndReadsBack() {
        var random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            var text = random.ints(random.nextInt(40), 0, 0x300)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            var json = JsonText.quoted(text);

            assertThat(json).as("seed %s", SEED).matches("[ -~]*");
            assertThat(JsonMapper.shared().readValue(json, String.class)).isEqualTo(text);
        }
    }
}
