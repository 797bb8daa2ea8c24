package dev.waybill.local.handle;

/** The response codes of the Handle protocol that this service gives, each with the HTTP status it travels with. */
enum Code {
    SUCCESS(1, 200),
    ERROR(2, 500),
    PROTOCOL_ERROR(4, 400),
    NOT_SUPPORTED(5, 405),
    HANDLE_NOT_FOUND(100, 404),
    HANDLE_EXISTS(101, 409),
    INVALID_HANDLE(102, 400),
    VALUES_NOT_FOUND(200, 400),
    VALUE_EXISTS(201, 409),
    INVALID_VALUE(202, 400),
    NOT_RESPONSIBLE(301, 400),
    INVALID_ADMIN(400, 403),
    INSUFFICIENT_PERMISSIONS(401, 403),
    AUTHENTICATION_NEEDED(402, 401),
    AUTHENTICATION_FAILED(403, 403),
    INVALID_CREDENTIAL(404, 403);

    private final int number;
    private final int status;

    Code(int number, int status) {
        this.number = number;
        this.status = status;
    }

    int number() {
        return number;
    }

    int status() {
        return status;
    }
}
