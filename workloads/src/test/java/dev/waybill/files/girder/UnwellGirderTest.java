package dev.waybill.files.girder;

import static dev.waybill.files.girder.Site.CHUNK;
import static dev.waybill.files.girder.Site.bytes;
import static dev.waybill.files.girder.Site.failure;
import static dev.waybill.files.girder.Site.failureClass;
import static dev.waybill.files.girder.Site.sha256;
import static dev.waybill.files.girder.Site.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.content.Content;
import dev.waybill.local.girder.Faults;
import dev.waybill.local.girder.Switch;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class UnwellGirderTest {
    private static final String CHUNK_ROUTE = "POST file/chunk";

    private Site site;

    @BeforeEach
    void start() throws IOException {
        site = Site.open();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aServiceThatIsGoneIsUnavailable() {
        var delivery = site.delivery("a", text("x"));
        site.service().close();

        assertThat(failureClass(delivery::deliver)).isEqualTo(FailureClass.UNAVAILABLE);
    }

    @Test
    void aClosedConnectionIsWorthAnotherTry() {
        var delivery = site.delivery("a", text("x"));
        site.faults(Switch.DOWN, 1);

        assertThat(failureClass(delivery::deliver)).isEqualTo(FailureClass.TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource({
        "500, TRANSIENT, in trouble",
        "403, MISCONFIGURED, may write",
        "413, MISCONFIGURED, lower the size of a chunk",
        "404, MISCONFIGURED, /api/v1",
        "400, POISON, does not take",
    })
    void aRefusalSaysWhatToDo(int status, FailureClass expected, String advice) {
        var delivery = site.delivery("a", text("x"));
        site.service().faults(Faults.NONE.with(Switch.FAIL, 100).with(Switch.STATUS, status));

        var failure = failure(delivery::deliver);

        assertThat(failure.failureClass()).isEqualTo(expected);
        assertThat(failure.reason()).contains(site.service().uri().toString(), "HTTP " + status, advice);
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void aThrottledRequestCarriesThePaceAskedFor(int status) {
        var delivery = site.delivery("a", text("x"));
        site.service()
                .faults(Faults.NONE
                        .with(Switch.FAIL, 100)
                        .with(Switch.STATUS, status)
                        .with(Switch.RETRY_AFTER, 3));

        var failure = failure(delivery::deliver);

        assertThat(failure.failureClass()).isEqualTo(FailureClass.THROTTLED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aFullStoreIsNotTheFilesFault() {
        var delivery = site.delivery("a", text("x"));
        site.faults(Switch.FULL, 1);

        var failure = failure(delivery::deliver);
        site.service().faults(Faults.NONE);

        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNAVAILABLE);
        assertThat(failure.reason()).contains("no space");
        assertThat(delivery.deliver()).isEqualTo(Outcome.UPLOADED);
    }

    @Test
    void aHangingServiceIsGivenUp() {
        var hasty = new GirderClient(Site.settings(site.service()).withTimeout(Duration.ofMillis(200)));
        var delivery = hasty.delivery(site.file("a", text("x"), OnChange.REPLACE));
        site.faults(Switch.SLOW, 600_000);

        var failure = failure(delivery::deliver);

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(failure.reason()).contains("within 200 ms");
    }

    @Test
    void anUploadThatBreaksOffGoesOnWhereItWas() throws IOException {
        byte[] content = bytes(3 * CHUNK);
        var delivery = site.delivery("a", content);
        site.faults(Switch.CUT, 2);

        assertThat(delivery.deliver()).isEqualTo(Outcome.UPLOADED);

        assertThat(site.files()).singleElement().satisfies(file -> {
            assertThat(file.sha256()).isEqualTo(sha256(content));
            assertThat(site.content(file)).isEqualTo(content);
        });
        // Two halves, and from their ends two whole chunks and the rest: nothing that arrived goes twice.
        assertThat(offsetsSent()).containsExactly(0, CHUNK / 2, CHUNK, 2 * CHUNK);
    }

    @Test
    void aChunkOfWhichNothingArrivesIsGivenUpAndTheNextAttemptGoesOn() throws IOException {
        byte[] content = bytes(2 * CHUNK);
        var delivery = site.delivery("a", content);
        site.faults(Switch.CUT, 1_000_000);
        // Halves of halves arrive until what is left is too small to be halved.
        assertThat(failureClass(delivery::deliver)).isEqualTo(FailureClass.TRANSIENT);
        site.service().faults(Faults.NONE);
        site.service().log().clear();

        assertThat(delivery.deliver()).isEqualTo(Outcome.UPLOADED);

        assertThat(offsetsSent())
                .singleElement()
                .satisfies(offset -> assertThat(offset).isGreaterThan(CHUNK));
        assertThat(site.service().log().count("POST file")).isZero();
        assertThat(site.content(site.files().get(0))).isEqualTo(content);
    }

    @Test
    void aThrottledChunkIsLeftToTheNextAttemptWhichGoesOn() throws IOException {
        byte[] content = bytes(3 * CHUNK);
        var delivery = site.delivery("a", content);
        site.faults(Switch.CUT, 1_000_000);
        assertThat(failureClass(delivery::deliver)).isEqualTo(FailureClass.TRANSIENT);
        site.service()
                .faults(Faults.NONE
                        .with(Switch.FAIL, 100)
                        .with(Switch.STATUS, 429)
                        .with(Switch.RETRY_AFTER, 1));
        assertThat(failureClass(delivery::deliver)).isEqualTo(FailureClass.THROTTLED);
        site.service().faults(Faults.NONE);

        assertThat(delivery.deliver()).isEqualTo(Outcome.UPLOADED);
        assertThat(site.content(site.files().get(0))).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5"})
    void aTokenThatExpiresDuringAnUploadIsRenewed(int requests) throws IOException {
        byte[] content = bytes(3 * CHUNK + 1);
        var delivery = site.delivery("a", content);
        site.faults(Switch.EXPIRE, requests);

        assertThat(delivery.deliver()).isEqualTo(Outcome.UPLOADED);

        assertThat(site.service().log().count("POST api_key/token")).isGreaterThan(2);
        assertThat(site.content(site.files().get(0))).isEqualTo(content);
    }

    @Test
    void aTokenThatNobodyKnowsAnyMoreIsRenewedOnceForAllThreads() {
        site.delivery("warm", text("x")).deliver();
        var deliveries = IntStream.range(0, 8)
                .mapToObj(i -> site.delivery("a" + i, text("x")))
                .toList();
        site.service().log().clear();
        site.service().expireTokens();

        Together.run(deliveries.stream().<Callable<Outcome>>map(d -> d::deliver).toList());

        assertThat(site.service().log().count("POST api_key/token")).isEqualTo(1);
        assertThat(site.files()).hasSize(9);
    }

    @Test
    void aCheckOfAccessIsNotMisledByATokenThatNobodyKnowsAnyMore() {
        site.client().checkAccess();
        site.service().expireTokens();

        site.client().checkAccess();

        assertThat(site.service().log().count("GET user/me")).isEqualTo(2);
    }

    @Test
    void whateverAnswersAreLostOneItemWithOneFileIsThereInTheEnd() throws IOException {
        byte[] content = bytes(2 * CHUNK + 1);
        site.folder("f");
        for (int i = 0; i < 12; i++) {
            var delivery = site.client()
                    .delivery(new GirderFile(
                            site.folder("f"),
                            "a" + i,
                            Content.of(i % 2 == 0 ? content : text("x")),
                            Site.METADATA,
                            OnChange.REPLACE));
            site.faults(Switch.LOST, 40);
            deliverAtLast(delivery);
            site.service().faults(Faults.NONE);
        }

        assertThat(site.files())
                .extracting(StoredFile::name)
                .doesNotHaveDuplicates()
                .hasSize(12);
        for (StoredFile file : site.files()) {
            assertThat(sha256(site.content(file))).isEqualTo(file.sha256());
        }
        assertThat(site.client().folders(site.client().collection("c"))).hasSize(1);
    }

    @Test
    void aFolderThatWasRemovedIsMadeAgain() {
        site.delivery("a", text("x")).deliver();
        String folder = site.client().folder(site.folder("f"), Site.METADATA).id();
        site.api().delete("folder/" + folder);

        assertThat(site.delivery("b", text("x")).deliver()).isEqualTo(Outcome.UPLOADED);

        assertThat(site.files()).extracting(StoredFile::name).containsExactly("b");
    }

    private java.util.List<Integer> offsetsSent() {
        return site.service().log().requests().stream()
                .filter(seen -> seen.route().equals(CHUNK_ROUTE))
                .map(seen -> Integer.valueOf(seen.query().getOrDefault("offset", "")))
                .toList();
    }

    private static void deliverAtLast(GirderDelivery delivery) {
        while (true) {
            try {
                delivery.deliver();
                return;
            } catch (DeliveryException e) {
                assertThat(e.failure().failureClass()).isEqualTo(FailureClass.TRANSIENT);
            }
        }
    }
}
