package dev.waybill.batch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.local.clickhouse.debian.DebianServer;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against ClickHouse 18.16, a server without tokens. */
final class DebianStoreIT extends StoreContract {
    private static @Nullable DebianServer process;

    @BeforeAll
    static void start() throws InterruptedException {
        try {
            process = DebianServer.start();
        } catch (IOException e) {
            abort("not run: " + e.getMessage());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (process != null) {
            process.close();
        }
    }

    @Override
    protected URI address() {
        return Objects.requireNonNull(process).uri();
    }

    @Test
    void whereRowsComeFromIsInPlainColumnsHere() {
        store("job1", 5, encoded(1, 1));

        assertThat(server.version().hasTokens()).isFalse();
        assertThat(server.query("SELECT * FROM data_" + model)).isEqualTo("e1\t1\t0.5\tjob1\t5\t1\n");
    }
}
