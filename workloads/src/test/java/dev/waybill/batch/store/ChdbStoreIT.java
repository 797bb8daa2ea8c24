package dev.waybill.batch.store;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.local.clickhouse.chdb.ChdbProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against the engine of ClickHouse 26.7 itself. */
final class ChdbStoreIT extends StoreContract {
    private static @Nullable ChdbProcess process;

    @BeforeAll
    static void start() {
        try {
            process = ChdbProcess.start(0, Optional.empty());
        } catch (IOException e) {
            abort("not run: " + e.getMessage());
        }
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    protected URI address() {
        return Objects.requireNonNull(process).uri();
    }
}
