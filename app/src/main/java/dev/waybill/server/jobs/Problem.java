package dev.waybill.server.jobs;

/** A request that cannot be served, and why: what its sender is told, as RFC 9457 has it. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String OGC = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

    private final int status;
    private final String type;

    private Problem(int status, String type, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
    }

    static Problem noProcess(String detail) {
        return new Problem(404, OGC + "no-such-process", detail);
    }

    static Problem noJob(String what) {
        return new Problem(404, OGC + "no-such-job", "there is no " + what);
    }

    static Problem noResult(String detail) {
        return new Problem(404, OGC + "result-not-ready", detail);
    }

    /** Something in the request that is none. */
    static Problem wrong(String where, String came, String expected) {
        return new Problem(422, "about:blank", where + ": expected " + expected + ", got " + came);
    }

    static Problem conflict(String detail) {
        return new Problem(409, "about:blank", detail);
    }

    static Problem forbidden(String detail) {
        return new Problem(403, "about:blank", detail);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
