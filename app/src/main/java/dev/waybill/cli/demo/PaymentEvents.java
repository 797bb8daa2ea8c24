package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** The payments of the streams story: of each hundred one cannot be read, and five are not booked. */
final class PaymentEvents {
    /** What becomes of a payment. */
    enum Fate {
        ARRIVES,
        FILTERED,
        PARKED
    }

    private static final int ACCOUNTS = 5_000;
    private static final int UNREADABLE = 37;
    private static final int HUNDRED = 100;
    private static final int UNBOOKED_EACH = 20;

    private PaymentEvents() {}

    static List<DemoEvent> of(int count) {
        var events = new ArrayList<DemoEvent>(count);
        for (int number = 0; number < count; number++) {
            events.add(event(number));
        }
        return List.copyOf(events);
    }

    static Fate fate(int number) {
        if (number % HUNDRED == UNREADABLE) {
            return Fate.PARKED;
        }
        return number % UNBOOKED_EACH == 0 ? Fate.FILTERED : Fate.ARRIVES;
    }

    static long count(int payments, Fate fate) {
        long found = 0;
        for (int number = 0; number < payments; number++) {
            found += fate(number) == fate ? 1 : 0;
        }
        return found;
    }

    private static DemoEvent event(int number) {
        Fate fate = fate(number);
        String account = "account-" + number * 7919L % ACCOUNTS;
        String cents = fate == Fate.PARKED ? "\"a lot\"" : Integer.toString(100 + number % 900);
        String json = "{\"number\":" + number + ",\"account\":\"" + account + "\",\"cents\":" + cents + ",\"state\":\""
                + (fate == Fate.FILTERED ? "draft" : "booked") + "\"}";
        return new DemoEvent("payment " + number, account.getBytes(UTF_8), json.getBytes(UTF_8));
    }
}
