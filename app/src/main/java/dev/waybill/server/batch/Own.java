package dev.waybill.server.batch;

import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.Role;
import io.javalin.http.Context;
import java.util.function.Predicate;

/** Whose jobs a request may see: who may only upload sees those that came of its own uploads. */
final class Own {
    private Own() {}

    static Predicate<JobStatus> of(Context ctx) {
        var caller = Access.caller(ctx);
        return caller.may(Role.VIEWER)
                ? job -> true
                : job -> caller.name().equals(job.job().request().caller());
    }

    static String name(Context ctx) {
        return Access.caller(ctx).name();
    }
}
