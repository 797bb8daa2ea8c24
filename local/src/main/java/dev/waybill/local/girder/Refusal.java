package dev.waybill.local.girder;

/** Why a request is not carried out: status, Girder's type of error, and a message; sometimes the field at fault. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String field;
    private final boolean unread;

    private Refusal(int status, String type, String message, String field, boolean unread) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.field = field;
        this.unread = unread;
    }

    /** A parameter that is missing or makes no sense. */
    static Refusal rest(String message) {
        return new Refusal(400, "rest", message, "", false);
    }

    static Refusal validation(String message) {
        return validation(message, "");
    }

    static Refusal validation(String message, String field) {
        return new Refusal(400, "validation", message, field, false);
    }

    /** The caller is nobody this service knows. */
    static Refusal notLoggedIn() {
        return new Refusal(401, "access", "You must be logged in.", "", false);
    }

    /** The same, decided before the body was read. */
    Refusal beforeReading() {
        return new Refusal(status, type, reason(), field, true);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    /** Empty where no field is at fault. */
    String field() {
        return field;
    }

    boolean isUnread() {
        return unread;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
