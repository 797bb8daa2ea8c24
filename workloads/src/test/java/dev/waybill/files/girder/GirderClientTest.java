package dev.waybill.files.girder;

import static dev.waybill.files.girder.Site.METADATA;
import static dev.waybill.files.girder.Site.failure;
import static dev.waybill.files.girder.Site.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

final class GirderClientTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

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
    void aCollectionIsMadeOnceAndFoundBehindManyOthers() {
        for (int i = 0; i < 210; i++) {
            site.api().post("collection", Query.of("name", "c" + i));
        }

        Parent made = site.client().collection("z");

        assertThat(site.client().collection("z")).isEqualTo(made);
        assertThat(site.at("collection?limit=0")).hasSize(211);
        assertThat(site.at("collection/" + made.id()).path("public").asBoolean())
                .isTrue();
    }

    @Test
    void foldersAreMadeWhereTheyAreMissingAndSayWhereTheyAreFrom() {
        Parent first = site.client().folder(site.folder("a", "b"), METADATA);
        Parent second = site.client().folder(site.folder("a", "c"), METADATA);

        assertThat(second).isNotEqualTo(first);
        List<StoredFolder> roots = site.client().folders(site.client().collection("c"));
        assertThat(roots).extracting(StoredFolder::name).containsExactly("a");
        assertThat(site.client().folders(Parent.folder(roots.get(0).id())))
                .extracting(StoredFolder::name)
                .containsExactly("b", "c");
        assertThat(site.at("folder/" + first.id()).path("meta").propertyNames())
                .containsExactlyInAnyOrder("OpenMSIStreamVersion", "KafkaTopic", "WaybillVersion");
    }

    @Test
    void aFolderThatIsThereIsTakenAsItIs() {
        Parent collection = site.client().collection("c");
        String id = Siblings.id(site.api()
                .post(
                        "folder",
                        Query.of("parentType", "collection")
                                .and("parentId", collection.id())
                                .and("name", "f")));

        Parent found = site.client().folder(site.folder("f"), METADATA);

        assertThat(found.id()).isEqualTo(id);
        assertThat(site.at("folder/" + id).path("meta")).isEmpty();
    }

    @Test
    void aRootFolderIsGivenById() {
        Parent root = site.client().folder(site.folder("root"), METADATA);

        assertThat(site.client().folder(root.id())).isEqualTo(root);
        assertThat(site.client().folder(new FolderPath(root, List.of()), METADATA))
                .isEqualTo(root);
    }

    @Test
    void aRootThatIsNotThereNeedsAnOperator() {
        String absent = "000000000000000000000000";

        var byId = failure(() -> site.client().folder(absent));
        var byPath = failure(() -> site.client().folder(new FolderPath(Parent.folder(absent), List.of("x")), METADATA));

        for (var failure : List.of(byId, byPath)) {
            assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
            assertThat(failure.reason()).contains(absent, "check the id");
        }
        assertThatThrownBy(() -> site.client().folder("xyz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("24 hexadecimal digits, got \"xyz\"");
    }

    @Test
    void aFailureIsToldOnceAndNotLoggedByALibraryToo() {
        var logged = new ArrayList<LogRecord>();
        var listener = new Listener(logged::add);
        Logger.getLogger("").addHandler(listener);
        try {
            failure(() -> site.client()
                    .folder(new FolderPath(Parent.folder("000000000000000000000000"), List.of("x")), METADATA));
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }

        assertThat(logged).extracting(LogRecord::getMessage).isEmpty();
    }

    @Test
    void aWrongKeyIsAMatterOfSettingsAndIsNeverShown() {
        var key = new ApiKey("s3cretKeyOfNobody");
        var mistaken = new GirderClient(GirderSettings.of(site.service().uri(), key));

        var failure = failure(mistaken::checkAccess);

        assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(failure.reason()).contains("check the Girder API key");
        assertThat(failure.toString() + failure.cause()).doesNotContain("s3cret");
        assertThat(GirderSettings.of(site.service().uri(), key).toString()).doesNotContain("s3cret");
    }

    @Test
    void theKeyIsInNoAddress() {
        site.client().checkAccess();

        assertThat(site.service().log().requests())
                .filteredOn(seen -> seen.path().equals("api_key/token"))
                .isNotEmpty()
                .allSatisfy(seen -> assertThat(seen.query()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v2", "/faults"})
    void anotherAddressIsToldApart(String path) {
        URI elsewhere = site.service().uri().resolve(path);
        var mistaken = new GirderClient(
                GirderSettings.of(elsewhere, new ApiKey(site.service().apiKey())));

        var failure = failure(mistaken::checkAccess);

        assertThat(failure.failureClass()).isIn(FailureClass.MISCONFIGURED, FailureClass.POISON);
        assertThat(failure.reason()).contains(elsewhere.toString().replaceAll("/+$", ""));
    }

    @Test
    void filesAreListedByPage() {
        for (int i = 0; i < 3; i++) {
            site.delivery("a" + i, text("x")).deliver();
        }

        assertThat(site.files()).extracting(StoredFile::name).containsExactly("a0", "a1", "a2");
        assertThat(site.files()).extracting(StoredFile::size).containsOnly(1L);
    }

    @Test
    void metadataThatGirderWouldRefuseForEveryFileIsRefusedAtOnce() {
        for (String key : List.of("", "a.b", "$a")) {
            assertThatThrownBy(
                            () -> UploadMetadata.of("t", "1", JSON.objectNode().put(key, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + key + "\"");
        }
        assertThatThrownBy(() -> UploadMetadata.of("t", "1", JSON.arrayNode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a JSON object");
    }

    @Test
    void aFieldOfTheUsersTakesThePlaceOfOurs() {
        var metadata = UploadMetadata.of("t", "1", JSON.objectNode().put("KafkaTopic", "mine"));

        assertThat(metadata.fields().path("KafkaTopic").asString()).isEqualTo("mine");
    }

    @Test
    void aChunkThatGirderWouldRefuseIsRefusedAtOnce() {
        assertThatThrownBy(() -> Site.settings(site.service()).withChunkBytes(4_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5242880");
    }

    /** Hears what is logged by way of the JDK. */
    private static final class Listener extends Handler {
        private final Consumer<LogRecord> heard;

        Listener(Consumer<LogRecord> heard) {
            this.heard = heard;
        }

        @Override
        public void publish(LogRecord message) {
            heard.accept(message);
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
