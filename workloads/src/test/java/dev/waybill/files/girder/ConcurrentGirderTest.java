package dev.waybill.files.girder;

import static dev.waybill.files.girder.Site.METADATA;
import static dev.waybill.files.girder.Site.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.local.girder.Switch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class ConcurrentGirderTest {
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
    void threadsThatWantTheSameFolderAskOnce() {
        FolderPath path = site.folder("a", "b");
        site.faults(Switch.RACE, 100);
        Callable<Parent> want = () -> site.client().folder(path, METADATA);

        List<Parent> found = Together.run(Stream.generate(() -> want).limit(8).toList());

        assertThat(found).containsOnly(found.get(0));
        assertThat(site.service().log().count("POST folder")).isEqualTo(2);
    }

    @RepeatedTest(3)
    void clientsThatMakeTheSameFolderAgreeOnOneAndLeaveNoOther() {
        FolderPath path = site.folder("a", "b");
        site.faults(Switch.RACE, 100);

        List<Parent> found = Together.run(clients(4)
                .map(client -> (Callable<Parent>) () -> client.folder(path, METADATA))
                .toList());

        assertThat(found).containsOnly(found.get(0));
        assertThat(site.service().log().count("POST folder"))
                .as("requests that raced")
                .isGreaterThan(2);
        Parent collection = path.root();
        assertThat(site.client().folders(collection)).hasSize(1);
        assertThat(site.client()
                        .folders(Parent.folder(
                                site.client().folders(collection).get(0).id())))
                .hasSize(1);
    }

    @RepeatedTest(3)
    void clientsThatUploadTheSameFileLeaveOneItemWithOneFile() throws IOException {
        Parent folder = site.client().folder(site.folder("f"), METADATA);
        var file = site.file("x", text("content"), OnChange.REPLACE);
        site.faults(Switch.RACE, 50);

        Together.run(clients(4)
                .map(client -> (Callable<Integer>) () -> deliverAtLast(client.delivery(file)))
                .toList());

        assertThat(site.at("item?limit=0&folderId=" + folder.id())).hasSize(1);
        assertThat(site.files())
                .singleElement()
                .satisfies(stored -> assertThat(site.content(stored)).isEqualTo(text("content")));
    }

    @Test
    void manyFilesAtOnceKeepToTheBoundOfRequestsUnderWay() {
        site.faults(Switch.SLOW, 20);

        Together.run(IntStream.range(0, 40)
                .mapToObj(i -> site.delivery("a" + i, text("x")))
                .<Callable<Outcome>>map(delivery -> delivery::deliver)
                .toList());

        assertThat(site.service().log().mostUnderWay()).isGreaterThan(8).isLessThanOrEqualTo(2 * 16);
        assertThat(site.files()).hasSize(40);
    }

    private Stream<GirderClient> clients(int count) {
        return Stream.generate(() -> new GirderClient(Site.settings(site.service())))
                .limit(count);
    }

    private static int deliverAtLast(GirderDelivery delivery) {
        for (int attempts = 1; ; attempts++) {
            try {
                delivery.deliver();
                return attempts;
            } catch (DeliveryException e) {
                assertThat(attempts).as(e.getMessage()).isLessThan(50);
            }
        }
    }
}
