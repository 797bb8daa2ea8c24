package dev.waybill.local.clickhouse.error;

/** Why a request is not carried out. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public Refusal(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** A real server may do this; here it is refused rather than done differently. */
    public static Refusal notHere(String what) {
        return new Refusal(Code.NOT_IMPLEMENTED, what + " is not there in this stand-in for ClickHouse");
    }

    public Code code() {
        return code;
    }

    /** As ClickHouse words it. */
    public String text() {
        return "Code: " + code.number() + ". DB::Exception: " + getMessage() + " (" + code + ")";
    }
}
