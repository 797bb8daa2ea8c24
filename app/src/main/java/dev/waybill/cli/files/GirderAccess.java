package dev.waybill.cli.files;

import dev.waybill.cli.session.Session;

/** Asks a Girder whether it would take our key. */
public final class GirderAccess {
    private GirderAccess() {}

    /**
     * Returns if it does.
     *
     * @param url the root of its REST interface
     * @throws dev.waybill.cli.error.CommandException if there is no key, or the address is none
     * @throws dev.waybill.failure.DeliveryException if it does not
     */
    public static void check(String url, Session session) {
        new GirderTarget(url, null, "", null, null, false)
                .client(new GirderKey(null, null).find(session))
                .checkAccess();
    }
}
