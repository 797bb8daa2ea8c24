package dev.waybill.cli.demo;

/**
 * The reason for which an event is to be parked.
 *
 * @param reason all of it, or its beginning
 */
record Refusal(String reason, Extent extent) {
    /** How much of the reason is known. */
    enum Extent {
        ALL,
        BEGINNING
    }

    static Refusal exactly(String reason) {
        return new Refusal(reason, Extent.ALL);
    }

    static Refusal beginning(String reason) {
        return new Refusal(reason, Extent.BEGINNING);
    }

    boolean allows(String actual) {
        return extent == Extent.ALL ? actual.equals(reason) : actual.startsWith(reason);
    }
}
