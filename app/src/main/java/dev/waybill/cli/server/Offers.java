package dev.waybill.cli.server;

import dev.waybill.cli.failures.ServedFailures;
import dev.waybill.jobs.database.Database;
import dev.waybill.server.access.Access;
import dev.waybill.server.batch.BatchApi;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.inbox.Batches;
import dev.waybill.server.console.inbox.Products;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages over what a process has at hand. */
public final class Offers {
    private Offers() {}

    /** Of failures, replays, files and the audit; of product jobs and of batches where there are some. */
    public static List<Offer> of(
            ServedFailures failed, Access access, Optional<Database> database, Optional<BatchApi> batch) {
        List<Offer> offers = new ArrayList<>();
        offers.add(new Offer(
                Set.of(Section.FAILURES, Section.REPLAYS, Section.FILES, Section.AUDIT),
                pages -> List.of(failed.routes(pages, access)),
                failed::cards));
        database.ifPresent(known -> offers.add(new Offer(
                Set.of(Section.PRODUCTS),
                pages -> List.of(new Products(pages, known, InstantSource.system())),
                List::of)));
        batch.ifPresent(api -> offers.add(new Offer(
                Set.of(Section.BATCHES), pages -> List.of(new Batches(pages, api, InstantSource.system())), List::of)));
        return offers;
    }
}
