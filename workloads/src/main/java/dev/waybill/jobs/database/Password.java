package dev.waybill.jobs.database;

/** The password of a database user, which never shows itself; empty: there is none. */
public record Password(String reveal) {
    public static final Password NONE = new Password("");

    /** The text with the password cut out. */
    String maskedIn(String text) {
        return reveal.isBlank() ? text : text.replace(reveal, "******");
    }

    @Override
    public String toString() {
        return "******";
    }
}
