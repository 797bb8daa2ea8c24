package dev.waybill.cli.batch;

import dev.waybill.local.clickhouse.ClickHouseService;
import java.io.IOException;
import java.net.URI;

/** With the stand-in that answers for ClickHouse on a laptop. */
final class QuickStartIT extends FlowContract {
    @SuppressWarnings("NullAway.Init")
    private ClickHouseService standIn;

    @Override
    protected URI open() throws IOException {
        standIn = ClickHouseService.start();
        return standIn.uri();
    }

    @Override
    protected void end() {
        standIn.close();
    }
}
