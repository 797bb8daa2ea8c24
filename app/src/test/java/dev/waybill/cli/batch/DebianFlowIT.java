package dev.waybill.cli.batch;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.local.clickhouse.debian.DebianServer;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** With ClickHouse 18.16, a server that knows no tokens. */
final class DebianFlowIT extends FlowContract {
    private @Nullable DebianServer server;

    @Override
    protected URI open() throws InterruptedException {
        try {
            server = DebianServer.start();
            return server.uri();
        } catch (IOException e) {
            return abort("not run: " + e.getMessage());
        }
    }

    @Override
    protected void end() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected String behind(String job) {
        return "\t" + job + "\t0\t1";
    }
}
