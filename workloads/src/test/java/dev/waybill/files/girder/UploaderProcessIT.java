package dev.waybill.files.girder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.files.content.Content;
import dev.waybill.local.girder.Switch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client in processes of its own. */
@Timeout(300)
final class UploaderProcessIT {
    @TempDir
    Path directory;

    private Site site;

    @BeforeEach
    void start() throws IOException {
        site = Site.open();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @RepeatedTest(2)
    void twoProcessesLeaveOneFolderAndOneItemWithOneFile() throws Exception {
        Path file = Files.write(directory.resolve("x"), Site.text("content"));
        Parent root = site.client().collection("c");
        site.faults(Switch.RACE, 300);
        try (var first = ChildUploader.start(site.service(), root, file);
                var second = ChildUploader.start(site.service(), root, file)) {
            first.begin();
            second.begin();

            String folder = first.result().split(" ", -1)[1];

            assertThat(second.result().split(" ", -1)[1]).isEqualTo(folder);
            assertThat(site.service().log().count("POST folder")).as("raced").isGreaterThan(2);
            assertThat(site.client().folders(root)).hasSize(1);
            assertThat(site.client()
                            .folders(Parent.folder(
                                    site.client().folders(root).get(0).id())))
                    .extracting(StoredFolder::id)
                    .containsExactly(folder);
            assertThat(site.at("item?limit=0&folderId=" + folder)).hasSize(1);
            assertThat(site.client().files(Parent.folder(folder)))
                    .singleElement()
                    .satisfies(stored -> assertThat(site.content(stored)).isEqualTo(Site.text("content")));
        }
    }

    @Test
    void aFileTenTimesAsLargeAsTheMemoryArrivesThoughChunksBreakOff() throws Exception {
        Path file = directory.resolve("large.bin");
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(320L * 1024 * 1024);
            large.seek(170_000_000);
            large.write(Site.bytes(1_000_000));
        }
        site.faults(Switch.CUT, 3);
        try (var child = ChildUploader.start(site.service(), site.client().collection("c"), file)) {
            long begin = System.nanoTime();
            child.begin();

            String[] result = child.result().split(" ", -1);

            System.out.println("320 MiB uploaded in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            assertThat(result[2]).isEqualTo("UPLOADED");
            assertThat(site.client().files(Parent.folder(result[1])))
                    .singleElement()
                    .satisfies(stored -> {
                        assertThat(stored.sha256())
                                .isEqualTo(RunningHash.start()
                                        .upTo(Files.size(file), Content.of(file))
                                        .hex());
                        assertThat(new Download(site.api(), stored.fileId(), stored.size()).sha256())
                                .isEqualTo(stored.sha256());
                    });
        }
    }
}
