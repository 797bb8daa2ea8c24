package dev.waybill.cli.batch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.http.FaultSwitch;
import dev.waybill.local.http.Faults;
import dev.waybill.server.access.Doors;
import dev.waybill.server.http.DoorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected rows that cannot be read to their end do not look as if these were all. */
class BrokenOffIT {
    /** More than connections hold back. */
    private static final int ROWS = 100_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void anAnswerBreaksOffWhereClickHouseGoesAway() throws Exception {
        String row = "a," + "x".repeat(80) + "," + "y".repeat(80) + "\n";
        Path file = Files.writeString(folder.resolve("bad.csv"), "event_id,timestamp,amount\n" + row.repeat(ROWS));
        try (var site = BatchSite.start(folder);
                var batch = BatchServices.start(
                        site.brokers(),
                        site.clickHouse().uri(),
                        DoorSettings.at("127.0.0.1", 0),
                        Doors.open(folder.resolve("state")),
                        folder.resolve("batch"))) {
            String job = site.job(batch.uri(), site.model(batch.uri(), "broken"), file);
            assertThat(site.batch(batch.uri(), "job", "wait", job).exit()).isEqualTo(4);

            var request = HttpRequest.newBuilder(batch.uri().resolve("/jobs/" + job + "/rejected"));
            var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (var in = answer.body()) {
                assertThat(in.readNBytes(4)).asString(US_ASCII).isEqualTo("ROW,");
                site.clickHouse().faults(Faults.NONE.with(FaultSwitch.DOWN, 1));

                assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aCommandSaysSo() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var served = CompletableFuture.runAsync(() -> serveHalf(server));
            var uri = URI.create("http://127.0.0.1:" + server.getLocalPort());

            var run = CommandRun.with(Map.of("BATCH_API_URL", uri.toString()), "batch", "job", "rejected", "0000beef");

            served.join();
            assertThat(run.exit()).isEqualTo(9);
            assertThat(run.out()).isEqualTo("ROW,E");
            assertThat(run.err()).contains("the answer broke off").doesNotContain("Exception");
        }
    }

    private static void serveHalf(ServerSocket server) {
        try (var socket = server.accept()) {
            var in = socket.getInputStream();
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) in.read();
            }
            String half = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nROW,E\r\n";
            socket.getOutputStream().write(half.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
