package dev.waybill.local.handle;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import net.handle.hdllib.CreateHandleRequest;
import net.handle.hdllib.GsonUtility;
import net.handle.hdllib.HandleException;
import net.handle.hdllib.HandleValue;
import net.handle.hdllib.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The vendor's own codec is the judge: both take and refuse the same values, and read them back alike. */
final class VendorCodecTest {
    static Stream<String> dataForms() {
        return Stream.of(
                        "'text'",
                        "''",
                        "12",
                        "1.50",
                        "12345678901234567890",
                        "true",
                        "null",
                        "[1]",
                        "[]",
                        "{}",
                        "{'a':1}",
                        "'\\u00e4\\ud83d\\ude00'",
                        "'a\\u0000b'",
                        "'tab\\tline\\n'",
                        "{'format':'string','value':'x'}",
                        "{'format':'STRING','value':'x'}",
                        "{'format':'string','value':5}",
                        "{'format':'string','value':5.50}",
                        "{'format':'string','value':true}",
                        "{'format':'string','value':null}",
                        "{'format':'string'}",
                        "{'format':'string','value':['a']}",
                        "{'format':'string','value':{'a':1}}",
                        "{'format':'string','value':'x','extra':1}",
                        "{'value':'x'}",
                        "{'format':'nope','value':'x'}",
                        "{'format':5,'value':'x'}",
                        "{'format':'admin','value':{'handle':'0.NA/21.TEST','index':'200','permissions':'011111110011'}}",
                        "{'format':'admin','value':{'handle':'0.NA/21.TEST','index':200,'permissions':'1111'}}",
                        "{'format':'admin','value':{'handle':'0.NA/21.TEST','index':200}}",
                        "{'format':'admin','value':{'handle':'0.NA/21.TEST','index':'x','permissions':'1'}}",
                        "{'format':'admin','value':{'handle':'0.NA/21.TEST','permissions':'1'}}",
                        "{'format':'admin','value':{'index':200,'permissions':'1'}}",
                        "{'format':'admin','value':'x'}",
                        "{'format':'admin'}",
                        "{'format':'vlist','value':[{'index':300,'handle':'a/b'}]}",
                        "{'format':'vlist','value':[]}",
                        "{'format':'base64','value':'AAEC/w=='}",
                        "{'format':'base64','value':'aGFsbG8'}",
                        "{'format':'base64','value':'a b-_'}",
                        "{'format':'base64','value':'!!'}",
                        "{'format':'base64','value':5}",
                        "{'format':'base64'}",
                        "{'format':'base64','value':'D/8AAAAMMC5OQS8yMS5URVNUAAAAyA=='}",
                        "{'format':'hex','value':'00ff'}",
                        "{'format':'hex','value':'0'}",
                        "{'format':'hex','value':'zz'}",
                        "{'format':'hex','value':'68616c6c6f'}")
                .flatMap(data -> Stream.of("T", "HS_ADMIN", "HS_VLIST")
                        .map(type -> "{'index':1,'type':'" + type + "','data':" + data + "}"))
                .map(VendorCodecTest::quoted);
    }

    static Stream<String> valueForms() {
        return Stream.of(
                        "{}",
                        "[]",
                        "5",
                        "'x'",
                        "{'type':'T','data':'x'}",
                        "{'index':1,'data':'x'}",
                        "{'index':1,'type':'T'}",
                        "{'Index':1,'type':'T','data':'x'}",
                        "{'index':1,'type':'T','Data':'x'}",
                        "{'index':'1','type':'T','data':'x'}",
                        "{'index':'x','type':'T','data':'x'}",
                        "{'index':1.5,'type':'T','data':'x'}",
                        "{'index':true,'type':'T','data':'x'}",
                        "{'index':null,'type':'T','data':'x'}",
                        "{'index':[1],'type':'T','data':'x'}",
                        "{'index':-1,'type':'T','data':'x'}",
                        "{'index':1,'type':5,'data':'x'}",
                        "{'index':1,'type':'','data':'x'}",
                        "{'index':1,'type':null,'data':'x'}",
                        "{'index':1,'type':'T','data':'x','extra':{}}")
                .map(VendorCodecTest::quoted);
    }

    static Stream<String> otherMembers() {
        return Stream.of(
                        "'ttl':5",
                        "'ttl':0",
                        "'ttl':-1",
                        "'ttl':1.5",
                        "'ttl':'2030-01-01T00:00:00Z'",
                        "'ttl':'2030-01-01'",
                        "'ttl':'x'",
                        "'ttl':null",
                        "'ttl':true",
                        "'ttl':{}",
                        "'permissions':'1110'",
                        "'permissions':'1111'",
                        "'permissions':'0000'",
                        "'permissions':'0110'",
                        "'permissions':'1100'",
                        "'permissions':'0001'",
                        "'permissions':'abcd'",
                        "'permissions':''",
                        "'permissions':'11110'",
                        "'permissions':1110",
                        "'permissions':null",
                        "'timestamp':'2020-01-01T00:00:00Z'",
                        "'timestamp':'2020-01-01T00:00:00+02:00'",
                        "'timestamp':'2020-01-01T00:00:00.5Z'",
                        "'timestamp':'x'",
                        "'timestamp':null",
                        "'references':[]",
                        "'references':[{'index':1,'handle':'a/b'}]",
                        "'references':5",
                        "'references':[{'index':1}]")
                .map(member -> quoted("{'index':1,'type':'T','data':'x'," + member + "}"));
    }

    @ParameterizedTest
    @MethodSource({"dataForms", "valueForms", "otherMembers"})
    void bothAgree(String value) {
        assertThat(ours(value)).isEqualTo(theirs(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"21.test/aB", "0.na/21.test", "21.TEST/a/b"})
    void bothFoldTheSameCase(String handle) {
        assertThat(HandleName.parse(handle).key()).isEqualTo(Util.upperCasePrefix(handle));
    }

    @Test
    void bothMeasureAMessageAlike() throws HandleException {
        HandleValue[] values = {
            new HandleValue(1, "URL", "http://x"), new HandleValue(2, "LONG", "\u00e4" + "x".repeat(262_028))
        };
        var request = new CreateHandleRequest(Util.encodeString("21.TEST/abc"), values, null);
        var ours = Stream.of(values)
                .map(v -> StoredValue.of(v.getIndex(), v.getTypeAsString(), v.getData(), Instant.EPOCH))
                .toList();

        assertThat(request.getEncodedMessage()).hasSize(MessageLimits.LARGEST_MESSAGE);
        assertThat(StoredRecord.of(HandleName.parse("21.TEST/abc"), ours).values())
                .hasSize(2);
    }

    private static Optional<JsonNode> ours(String value) {
        try {
            ObjectNode normal = ValueCodec.encode(ValueCodec.decode(Json.MAPPER.readTree(value), Instant.EPOCH));
            if (!value.contains("timestamp")) {
                normal.remove("timestamp"); // ours is stamped at once, theirs by the server
            }
            return Optional.of(Json.MAPPER.readTree(normal.toString()));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> theirs(String value) {
        try {
            HandleValue read = GsonUtility.getGson().fromJson(value, HandleValue.class);
            return Optional.of(Json.MAPPER.readTree(GsonUtility.getGson().toJson(read)));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
