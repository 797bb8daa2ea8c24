package dev.waybill.cli.server;

import dev.waybill.cli.failures.ServedFailures;
import dev.waybill.jobs.database.Database;
import dev.waybill.server.access.Access;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.inbox.Products;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Pages beside those about pipelines, for whoever serves a console. */
public final class MorePages {
    private MorePages() {}

    /** Failures, replays, files and the audit. */
    public static Offer failures(ServedFailures failed, Access access) {
        return new Offer(
                Set.of(Section.FAILURES, Section.REPLAYS, Section.FILES, Section.AUDIT),
                pages -> failed.routes(pages, access),
                failed::cards);
    }

    /** Product jobs. */
    static Offer products(Database database) {
        return new Offer(
                Set.of(Section.PRODUCTS), pages -> new Products(pages, database, InstantSource.system()), List::of);
    }
}
