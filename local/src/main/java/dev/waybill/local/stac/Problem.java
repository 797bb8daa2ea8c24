package dev.waybill.local.stac;

/** An answer that is not what the client hoped for, in the words STAC servers use: a code and a description. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private Problem(int status, String code, String description) {
        super(description);
        this.status = status;
        this.code = code;
    }

    static Problem notFound(String description) {
        return new Problem(404, "NotFoundError", description);
    }

    static Problem invalid(String description) {
        return new Problem(400, "RequestValidationError", description);
    }

    static Problem notAllowed(String method, String path) {
        return new Problem(405, "MethodNotAllowed", method + " is not possible for " + path);
    }

    static Problem tooLarge(int most) {
        return new Problem(413, "RequestTooLarge", "a request has at most " + most + " bytes");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
