package dev.waybill.local.girder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GirderServiceTest {
    private static final GirderServiceSettings SETTINGS =
            GirderServiceSettings.defaults().withMinimumChunk(4);

    @TempDir
    Path directory;

    private GirderService service;
    private Caller caller;
    private String folder;

    @BeforeEach
    void start() throws Exception {
        service = GirderService.start(SETTINGS.withDataDir(directory));
        caller = Caller.administrator(service);
        folder = caller.folder(caller.collection("c"), "f");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void contentsAndUnfinishedUploadsOutliveARestart() throws Exception {
        String file = oneShot("whole.bin", "whole").id();
        String upload = caller.send("POST", upload("half.bin", 8)).id();
        chunk(upload, 0, "half");
        service.close();

        service = GirderService.start(SETTINGS.withDataDir(directory));
        caller = new Caller(service.uri(), caller.token());
        assertThat(caller.send("GET", "file/offset?uploadId=" + upload).message())
                .startsWith("401");
        caller = Caller.administrator(service);
        String half = chunk(upload, 4, "done").id();

        assertThat(content(file)).isEqualTo("whole");
        assertThat(content(half)).isEqualTo("halfdone");
        assertThat(caller.send("GET", "folder/" + folder).json().path("size").asInt())
                .isEqualTo(13);
    }

    @Test
    void takenNamesAreNumberedAndNeverRefused() throws Exception {
        oneShot("a", "1");
        oneShot("a", "2");
        caller.send("POST", "folder?parentType=folder&parentId=" + folder + "&name=b");
        oneShot("b", "3");

        assertThat(caller.send("GET", "item?folderId=" + folder).json().findValuesAsString("name"))
                .containsExactly("a", "a (1)", "b (1)");
    }

    @Test
    void anItemIsReusedAndItsMetadataMerged() throws Exception {
        String asked = "item?folderId=" + folder + "&name=%20a%20&reuseExisting=true&metadata=";
        String first = caller.send("POST", asked + "%7B%22x%22:1%7D").id();
        Caller.Reply second = caller.send("POST", asked + "%7B%22y%22:2%7D");

        assertThat(second.id()).isEqualTo(first);
        assertThat(second.json().path("meta")).hasToString("{\"x\":1,\"y\":2}");
        assertThat(second.json().path("name").asString()).isEqualTo("a");
    }

    @Test
    void aTokenThatIsUnknownIsNobody() throws Exception {
        String hidden = caller.send("POST", "collection?name=hidden").id();
        var stranger = new Caller(service.uri(), "unknown");

        assertThat(stranger.send("GET", "collection").json().findValuesAsString("name"))
                .containsExactly("c");
        assertThat(stranger.send("GET", "folder/" + folder).status()).isEqualTo(200);
        assertThat(stranger.send("GET", "collection/" + hidden).message()).isEqualTo("401 You must be logged in.");
        assertThat(stranger.send("POST", "collection?name=x").message()).isEqualTo("401 You must be logged in.");
    }

    @Test
    void whatLiesInAFolderGoesWithIt() throws Exception {
        String file = oneShot("a", "1").id();

        assertThat(caller.send("DELETE", "folder/" + folder).message()).isEqualTo("200 Deleted folder f.");

        assertThat(caller.send("GET", "file/" + file).message()).isEqualTo("400 Invalid file id (" + file + ").");
        assertThat(directory.resolve("files")).isEmptyDirectory();
    }

    @Test
    void partsOfAContentCanBeAskedFor() throws Exception {
        String file = oneShot("a.txt", "0123456789").id();
        String download = "file/" + file + "/download";

        Caller.Reply range = caller.send("GET", download, "Range", "bytes=7-99");
        Caller.Reply parameters = caller.send("GET", download + "?offset=2&endByte=4");

        assertThat(range.text()).isEqualTo("789");
        assertThat(range.response().headers().firstValue("Content-Range")).contains("bytes 7-9/10");
        assertThat(parameters.text()).isEqualTo("23");
        assertThat(caller.send("GET", download, "Range", "bytes=10-").status()).isEqualTo(200);
    }

    @Test
    void pagesFollowOneAnother() throws Exception {
        for (String name : new String[] {"c", "a", "b"}) {
            oneShot(name, name);
        }

        assertThat(caller.send("GET", "item?folderId=" + folder + "&limit=2&offset=1")
                        .json()
                        .findValuesAsString("name"))
                .containsExactly("b", "c");
    }

    @Test
    void parametersMustNotBeRepeated() throws Exception {
        assertThat(caller.send("GET", "item?folderId=" + folder + "&folderId=" + folder)
                        .message())
                .isEqualTo("400 Parameter \"folderId\" must not be specified multiple times.");
    }

    private Caller.Reply oneShot(String name, String content) throws IOException, InterruptedException {
        return caller.send("POST", upload(name, content.length()), content.getBytes(UTF_8));
    }

    private String upload(String name, int size) {
        return "file?parentType=folder&parentId=" + folder + "&name=" + name + "&size=" + size;
    }

    private Caller.Reply chunk(String upload, int offset, String content) throws IOException, InterruptedException {
        return caller.send("POST", "file/chunk?uploadId=" + upload + "&offset=" + offset, content.getBytes(UTF_8));
    }

    private String content(String file) throws IOException, InterruptedException {
        return caller.send("GET", "file/" + file + "/download").text();
    }
}
