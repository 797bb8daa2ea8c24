package dev.waybill.batch.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.store.Tables;
import dev.waybill.failure.DeliveryException;
import dev.waybill.local.clickhouse.ClickHouseService;
import dev.waybill.local.http.FaultSwitch;
import dev.waybill.local.http.Faults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreparedModelsTest {
    private static final ModelEntry MODEL = new ModelEntry("a1b2c3d4", "purchases", "{\"a\": \"String\"}", 1, 5);
    private static final int THREADS = 8;

    @SuppressWarnings("NullAway.Init")
    private ClickHouseService service;

    @SuppressWarnings("NullAway.Init")
    private PreparedModels models;

    @BeforeEach
    void start() throws IOException {
        service = ClickHouseService.start();
        models = new PreparedModels(new Tables(new ClickHouse(ClickHouseSettings.of(service.uri()))));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aTableIsPreparedOnceHoweverManyThreadsWantIt() throws Exception {
        service.faults(Faults.NONE.with(FaultSwitch.SLOW, 100)); // all of them ask before it is there
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var schemas = new ArrayList<Future<Schema>>();
            for (int i = 0; i < THREADS; i++) {
                schemas.add(threads.submit(() -> models.schema(MODEL)));
            }
            for (var schema : schemas) {
                assertThat(schema.get().names()).containsExactly("a");
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(creations()).isEqualTo(1);
        models.forget();
        models.schema(MODEL);
        assertThat(creations()).isEqualTo(2);
    }

    @Test
    void whatCouldNotBePreparedIsTriedAgain() {
        service.faults(Faults.NONE.with(FaultSwitch.FAIL, 100));
        assertThatThrownBy(() -> models.schema(MODEL)).isInstanceOf(DeliveryException.class);

        service.faults(Faults.NONE);

        assertThat(models.schema(MODEL).names()).containsExactly("a");
    }

    private long creations() {
        return service.log().requests().stream()
                .filter(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS `data_"))
                .count();
    }
}
