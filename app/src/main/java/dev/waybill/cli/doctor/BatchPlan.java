package dev.waybill.cli.doctor;

import dev.waybill.batch.block.BlockTopic;
import dev.waybill.batch.ledger.LedgerTopic;
import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.store.Password;
import dev.waybill.cli.batch.NamedApi;
import dev.waybill.cli.config.BatchSettings;
import dev.waybill.cli.config.ClientConfiguration;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.offset.ResumeFormat;
import java.io.IOException;
import java.util.List;

/** What the API and the workers of batches need. */
final class BatchPlan {
    private static final String STORE = "clickhouse";
    private static final String API = "batch api";

    private BatchPlan() {}

    static void addTo(Plan plan, ClientConfiguration configuration, Session session, Patience patience) {
        var settings = session.batch();
        plan.writes(settings.intake().spool())
                .writes(settings.work().failures())
                .uses(configuration.kafka(), ResumeFormat.DEFAULT.chars())
                .reads(wanted(LedgerTopic.NAME))
                .reads(wanted(BlockTopic.NAME))
                .also(new Check(STORE, () -> List.of(store(settings.store(), patience))))
                .also(new Check(API, () -> List.of(api(session))));
    }

    private static WantedTopic wanted(String topic) {
        return new WantedTopic(topic, "waybill batch api   makes it when it starts", Verdict.WARNING);
    }

    private static Finding store(BatchSettings.Store store, Patience patience) {
        var settings = ClickHouseSettings.of(store.address())
                .withDatabase(store.database())
                .withUser(store.user(), new Password(store.password().orElse("")))
                .withTimeout(patience.inner());
        try {
            new ClickHouse(settings).checkAccess();
            return Finding.ok(STORE, store.address() + " takes " + store.user());
        } catch (DeliveryException e) {
            return Finding.problem(
                    STORE,
                    e.failure().reason(),
                    e.failure().failureClass() == FailureClass.MISCONFIGURED
                            ? "waybill config show --section batch --origin"
                            : "start it; jobs wait until it answers");
        }
    }

    /** Whoever has only a worker here needs none. */
    private static Finding api(Session session) throws InterruptedException {
        try {
            NamedApi.client(session).get("/jobs?limit=1");
            return Finding.ok(API, "it answers");
        } catch (IOException | CommandException e) {
            String found = e instanceof CommandException known ? known.found() : String.valueOf(e.getMessage());
            String next = "waybill batch api   starts one here; or set BATCH_API_URL";
            return NamedApi.isNamed(session) ? Finding.problem(API, found, next) : Finding.warning(API, found, next);
        }
    }
}
