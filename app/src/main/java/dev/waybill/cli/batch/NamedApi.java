package dev.waybill.cli.batch;

import dev.waybill.cli.session.Session;

/** The batch API that {@code BATCH_API_URL} names, or the one in the usual place, for those who only look. */
public final class NamedApi {
    private NamedApi() {}

    /** Whether the environment names one. */
    public static boolean isNamed(Session session) {
        return session.variable("BATCH_API_URL").isPresent();
    }

    /** A client of it, as the commands have one. */
    public static ApiClient client(Session session) {
        return new ApiOptions().client(session);
    }
}
