package dev.waybill.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class PostgresServerIT {
    @TempDir
    Path directory;

    @Test
    void whatIsCommittedSurvivesAKillAndTheServerComesBackAtTheSamePlace() throws Exception {
        Path kept = directory.resolve("kept");
        int port;
        try (var server = PostgresServer.start(settings(0, kept))) {
            port = server.port();
            run(server.superuser(), "CREATE TABLE parcel (name text); INSERT INTO parcel VALUES ('one')");
            server.kill();
            assertThatThrownBy(() -> server.superuser().connect()).isInstanceOf(SQLException.class);
        }

        try (var server = PostgresServer.start(settings(port, kept))) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(text(server.superuser(), "SELECT name FROM parcel")).isEqualTo("one");
        }
    }

    @Test
    void itIsReachedFromThisMachineWithThePasswordOnlyAndLeavesNothingBehind() throws Exception {
        Path data;
        try (var server = PostgresServer.start(PostgresServer.Settings.TEMPORARY)) {
            Login right = server.superuser();
            data = Path.of(text(right, "SHOW data_directory")).resolveSibling("password");
            assertThat(data).exists();

            var wrong = new Login(right.url(), right.user(), right.password() + "x");
            assertThatThrownBy(wrong::connect).hasMessageContaining("password authentication failed");
            // A listener on all interfaces would answer at every loopback address.
            assertThatThrownBy(() -> connect(new byte[] {127, 0, 0, 2}, server.port()))
                    .isInstanceOf(IOException.class);
            connect(new byte[] {127, 0, 0, 1}, server.port());
        }
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void aTakenPortIsRefusedBeforeAnythingIsWritten() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path data = directory.resolve("never");

            assertThatThrownBy(() -> PostgresServer.start(settings(taken.getLocalPort(), data)))
                    .isInstanceOf(BindException.class);
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void aDataDirectoryBelongsToOneServerAtATime() throws Exception {
        Path kept = directory.resolve("kept");
        try (var server = PostgresServer.start(settings(0, kept))) {
            assertThatThrownBy(() -> PostgresServer.start(settings(0, kept)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(kept + " is used by another server");
            assertThat(text(server.superuser(), "SELECT 'still here'")).isEqualTo("still here");
        }
    }

    @Test
    void aServerThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> PostgresServer.start(
                        new PostgresServer.Settings(0, Optional.empty(), Map.of("shared_buffers", "much"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("postgres: it does not start in")
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"much\"");
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "mine");

        assertThatThrownBy(() -> PostgresServer.start(settings(0, file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot create the data directory " + file);
        assertThat(file).hasContent("mine");
    }

    @Test
    void everyFormOfTheIndexIsReadByWaybillAndWrittenByItsOwnerOnly() throws Exception {
        try (var server = PostgresServer.start(PostgresServer.Settings.TEMPORARY)) {
            for (IndexForm form : IndexForm.values()) {
                var datacube = Datacube.open(server, "cube_" + form.name().toLowerCase(Locale.ROOT), Set.of(form));
                String dataset = form.schema() + ".dataset";

                assertThat(text(datacube.waybill(), "SELECT count(*) FROM " + dataset))
                        .as("%s", form)
                        .isEqualTo("0");
                assertThatThrownBy(() -> run(datacube.waybill(), "UPDATE " + dataset + " SET archived = now()"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> text(datacube.waybill(), "SELECT id FROM " + dataset + " FOR UPDATE"))
                        .hasMessageContaining("permission denied");
                run(datacube.owner(), "UPDATE " + dataset + " SET archived = now()");
                run(datacube.waybill(), "CREATE SCHEMA bnp");
                assertThat(Datacube.open(server, "cube_" + form.name().toLowerCase(Locale.ROOT), Set.of(form))
                                .waybill())
                        .isEqualTo(datacube.waybill());
                datacube.drop();
            }
        }
    }

    private static PostgresServer.Settings settings(int port, Path data) {
        return new PostgresServer.Settings(port, Optional.of(data), Map.of());
    }

    private static void run(Login login, String sql) throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Login login, String sql) throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void connect(byte[] address, int port) throws Exception {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(address), port), 1_000);
        }
    }
}
