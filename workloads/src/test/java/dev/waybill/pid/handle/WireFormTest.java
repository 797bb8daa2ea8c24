package dev.waybill.pid.handle;

import static dev.waybill.pid.handle.HandleSamples.number;
import static dev.waybill.pid.handle.HandleSamples.record;
import static dev.waybill.pid.handle.HandleSamples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import java.net.URI;
import net.handle.hdllib.CreateHandleRequest;
import net.handle.hdllib.HandleException;
import net.handle.hdllib.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireFormTest {
    private static final ServiceAddress ADDRESS = new ServiceAddress(URI.create("http://localhost:8010/"));

    @Test
    void aRecordIsCompactJsonWithItsAdministratorFirst() {
        var record = with(record("21.TEST/a", "\u00e4"), number(8, "FILE_SIZE", 12));

        assertThat(WireForm.encode(WireForm.withAdministrator(record).values()))
                .asString()
                .isEqualTo(("{'values':["
                                + "{'index':100,'type':'HS_ADMIN','data':{'format':'admin','value':"
                                + "{'handle':'0.NA/21.TEST','index':'200','permissions':'011111110011'}}},"
                                + "{'index':1,'type':'URL','data':'http://example.org/21.TEST/a'},"
                                + "{'index':2,'type':'TEXT','data':'\u00e4'},"
                                + "{'index':8,'type':'FILE_SIZE','data':12}]}")
                        .replace('\'', '"'));
    }

    @Test
    void anAdministratorThatIsThereStays() {
        var once = WireForm.withAdministrator(record("21.TEST/a"));

        assertThat(WireForm.withAdministrator(once)).isSameAs(once);
    }

    @ParameterizedTest
    @CsvSource({
        "21.TEST/a, 21.TEST/a",
        "21.TEST/a/b, 21.TEST/a/b",
        "21.TEST/a b, 21.TEST/a%20b",
        "21.TEST/a?b#c, 21.TEST/a%3Fb%23c",
        "21.TEST/100%, 21.TEST/100%25",
        "21.TEST/\u00e4, 21.TEST/%C3%A4",
    })
    void handlesArePercentEncoded(String handle, String expected) {
        assertThat(ADDRESS.of(handle, "auth=true"))
                .hasToString("http://localhost:8010/api/handles/" + expected + "?auth=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "21.TEST", "/a", "21.TEST/"})
    void whatIsNoHandleIsRefused(String handle) {
        assertThatThrownBy(() -> ADDRESS.of(handle, ""))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("prefix/suffix");
    }

    @Test
    void credentialsAreEncodedAsTheServiceExpectsThem() {
        assertThat(ServiceAddress.authorization("300:21.TEST/testuser", "testpass"))
                .isEqualTo("Basic MzAwJTNBMjEuVEVTVC90ZXN0dXNlcjp0ZXN0cGFzcw==");
    }

    @Test
    void aRecordIsMeasuredAsTheVendorsLibraryMeasuresIt() throws HandleException {
        var record = record("21.TEST/a", "\u00e4", "x".repeat(1_000));
        var values = record.values().stream()
                .map(v -> new net.handle.hdllib.HandleValue(
                        v.index(), v.type(), v.data().asString()))
                .toArray(net.handle.hdllib.HandleValue[]::new);
        var request = new CreateHandleRequest(Util.encodeString(record.handle()), values, null);

        assertThat(RecordLimits.size(record)).isEqualTo(request.getEncodedMessage().length);
    }
}
