package dev.waybill.cli.failures;

import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Session;
import java.util.List;

/** Says what in a store should be a parked record and is none. */
final class Damaged {
    private Damaged() {}

    static void say(List<String> damaged, Session session) {
        for (String one : damaged) {
            session.terminal()
                    .err()
                    .println("warning: " + Plain.visible(session.redactor().redact(one)));
        }
    }
}
