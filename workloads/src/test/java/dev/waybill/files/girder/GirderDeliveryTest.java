package dev.waybill.files.girder;

import static dev.waybill.files.girder.Site.CHUNK;
import static dev.waybill.files.girder.Site.bytes;
import static dev.waybill.files.girder.Site.failure;
import static dev.waybill.files.girder.Site.sha256;
import static dev.waybill.files.girder.Site.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class GirderDeliveryTest {
    private Site site;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        site = Site.open();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 77})
    void aFileOfAnySizeArrivesWhole(int size) throws IOException {
        byte[] content = bytes(size);

        assertThat(site.delivery("a.bin", content).deliver()).isEqualTo(Outcome.UPLOADED);

        StoredFile stored = onlyFile();
        assertThat(stored.name()).isEqualTo("a.bin");
        assertThat(stored.sha256()).isEqualTo(sha256(content));
        assertThat(site.content(stored)).isEqualTo(content);
    }

    @Test
    void aFileOnDiskIsReadFromThere() throws IOException {
        Path file = Files.write(directory.resolve("x"), bytes(CHUNK + 5));
        var delivery = site.client()
                .delivery(new GirderFile(site.folder("f"), "x", Content.of(file), Site.METADATA, OnChange.REPLACE));

        delivery.deliver();

        assertThat(site.content(onlyFile())).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void theItemSaysWhereItIsFromAndWhatItHolds() {
        var extra = site.at("system/version").deepCopy();
        var metadata = UploadMetadata.of("parcels", "0.1.0", extra);
        site.client()
                .delivery(new GirderFile(site.folder("f"), "a.png", Content.of(text("x")), metadata, OnChange.REPLACE))
                .deliver();

        JsonNode meta = site.at("item/" + onlyFile().itemId()).path("meta");
        assertThat(meta.propertyNames())
                .containsExactlyInAnyOrder(
                        "OpenMSIStreamVersion",
                        "KafkaTopic",
                        "WaybillVersion",
                        "checksum",
                        "release",
                        "serverStartDate");
        assertThat(meta.path("KafkaTopic").asString()).isEqualTo("parcels");
        assertThat(meta.path("checksum")).hasToString("{\"sha256\":\"" + sha256(text("x")) + "\"}");
        assertThat(site.at("file/" + onlyFile().fileId()).path("mimeType").asString())
                .isEqualTo("image/png");
    }

    @Test
    void aSmallFileThatIsNewTakesSixRequestsOnceItsFolderIsKnown() {
        site.delivery("before", text("x")).deliver();
        var delivery = site.delivery("a", text("x"));
        int known = site.service().log().requests().size();

        delivery.deliver();

        assertThat(site.service().log().requests().stream().skip(known).map(seen -> seen.route()))
                .containsExactly(
                        "GET item",
                        "POST item",
                        "GET item",
                        "POST file",
                        "GET item/:id/files",
                        "PUT item/:id/metadata");
    }

    @Test
    void theSameFileAgainSendsNothing() {
        site.delivery("a", bytes(CHUNK + 1)).deliver();
        site.service().log().clear();

        assertThat(site.delivery("a", bytes(CHUNK + 1)).deliver()).isEqualTo(Outcome.UNCHANGED);

        assertThat(site.service().log().requests())
                .extracting(seen -> seen.method())
                .containsOnly("GET");
        assertThat(onlyFile().size()).isEqualTo(CHUNK + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, CHUNK + 9})
    void anotherContentReplacesWhatIsThereAndTheItemStays(int size) throws IOException {
        site.delivery("a", text("one")).deliver();
        StoredFile before = onlyFile();
        byte[] content = bytes(size);

        assertThat(site.delivery("a", content).deliver()).isEqualTo(Outcome.REPLACED);

        StoredFile after = onlyFile();
        assertThat(after.itemId()).isEqualTo(before.itemId());
        assertThat(after.fileId()).isEqualTo(before.fileId());
        assertThat(after.sha256()).isEqualTo(sha256(content));
        assertThat(site.content(after)).isEqualTo(content);
    }

    @Test
    void anotherContentIsLeftOutWhereWhatIsThereIsKept() throws IOException {
        site.delivery("a", text("one")).deliver();

        var delivery = site.client().delivery(site.file("a", text("two"), OnChange.KEEP));

        assertThat(delivery.deliver()).isEqualTo(Outcome.KEPT);
        assertThat(site.content(onlyFile())).isEqualTo(text("one"));
    }

    @Test
    void aContentWithoutChecksumIsReadBackAndBelievedIfItIsTheSame() {
        site.delivery("a", text("one")).deliver();
        forgetChecksum();

        assertThat(site.delivery("a", text("one")).deliver()).isEqualTo(Outcome.UNCHANGED);

        assertThat(onlyFile().sha256()).isEqualTo(sha256(text("one")));
    }

    @Test
    void aContentWithoutChecksumThatIsAnotherIsReplaced() throws IOException {
        site.delivery("a", text("one")).deliver();
        forgetChecksum();

        assertThat(site.delivery("a", text("two")).deliver()).isEqualTo(Outcome.REPLACED);

        assertThat(site.content(onlyFile())).isEqualTo(text("two"));
    }

    @Test
    void anItemThatWasLeftWithoutAFileGetsIt() throws IOException {
        Parent folder = site.client().folder(site.folder("f"), Site.METADATA);
        site.api().post("item", Query.of("folderId", folder.id()).and("name", "a"));

        site.delivery("a", text("one")).deliver();

        assertThat(site.at("item?folderId=" + folder.id())).hasSize(1);
        assertThat(site.content(onlyFile())).isEqualTo(text("one"));
    }

    @Test
    void ofSeveralItemsOfOneNameTheOldestIsTaken() {
        Parent folder = site.client().folder(site.folder("f"), Site.METADATA);
        site.delivery("a", text("one")).deliver();
        String first = onlyFile().itemId();
        site.api().post("item", Query.of("folderId", folder.id()).and("name", "b"));
        site.api().post("item", Query.of("folderId", folder.id()).and("name", "a"));

        assertThat(site.delivery("a", text("two")).deliver()).isEqualTo(Outcome.REPLACED);

        assertThat(onlyFile().itemId()).isEqualTo(first);
    }

    @Test
    void aFolderThatHasTheNameIsNamedAndNothingIsLeftBehind() {
        Parent folder = site.client().folder(site.folder("f"), Site.METADATA);
        site.client().folder(site.folder("f", "a"), Site.METADATA);

        var failure = failure(() -> site.delivery("a", text("one")).deliver());

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains("\"a\"", folder.id());
        assertThat(site.at("item?folderId=" + folder.id())).isEmpty();
    }

    @Test
    void blanksAroundANameDoNotCount() {
        site.delivery(" a ", text("one")).deliver();

        assertThat(site.delivery("a", text("one")).deliver()).isEqualTo(Outcome.UNCHANGED);
        assertThat(onlyFile().name()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ".", "..", "a/b", "/etc/passwd", "..\\x", "a\u0000b", "a\nb"})
    void whatIsNoNameIsPoisonForFilesAndFolders(String name) {
        assertThatThrownBy(() -> site.delivery(name, text("x")))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("expected a name of one file or folder");
        assertThatThrownBy(() -> site.folder("f", name)).isInstanceOf(DeliveryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00fcml\u00e4ut \u6587\u4ef6 \ud83d\ude00.txt", "a b+c%41&d=e#f?.bin", "a\"'{}"})
    void namesArriveAsTheyAre(String name) throws IOException {
        site.delivery(name, text("x")).deliver();

        assertThat(site.delivery(name, text("x")).deliver()).isEqualTo(Outcome.UNCHANGED);
        assertThat(onlyFile().name()).isEqualTo(name);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path absent = directory.resolve("absent");
        var delivery = site.client()
                .delivery(new GirderFile(site.folder("f"), "a", Content.of(absent), Site.METADATA, OnChange.REPLACE));

        var failure = failure(delivery::deliver);

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(failure.reason()).contains("cannot read", absent.toString());
    }

    private StoredFile onlyFile() {
        assertThat(site.files()).hasSize(1);
        return site.files().get(0);
    }

    private void forgetChecksum() {
        site.api().put("item/" + onlyFile().itemId() + "/metadata", UploadMetadata.withoutChecksum());
    }
}
