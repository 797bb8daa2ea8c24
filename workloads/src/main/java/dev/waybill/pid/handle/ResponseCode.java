package dev.waybill.pid.handle;

import static dev.waybill.failure.FailureClass.MISCONFIGURED;
import static dev.waybill.failure.FailureClass.POISON;
import static dev.waybill.failure.FailureClass.TRANSIENT;

import dev.waybill.failure.FailureClass;
import java.util.Optional;
import java.util.stream.Stream;

/** The response codes of the Handle protocol that decide how a delivery failed, and what to do about it. */
enum ResponseCode {
    TOO_BUSY(3, TRANSIENT, "the service is too busy"),
    PROTOCOL_ERROR(4, POISON, "the service cannot carry out this request; is the record too large?"),
    NOT_SUPPORTED(5, MISCONFIGURED, "the service does not support this operation; check handle.server_url"),
    BACKUP(7, TRANSIENT, "the service is in backup or maintenance"),
    NOT_FOUND(100, POISON, "there is no such handle"),
    EXISTS(101, POISON, "the handle exists already"),
    INVALID_HANDLE(102, POISON, "the service does not take this handle"),
    VALUES_NOT_FOUND(200, POISON, "the handle has no such values"),
    VALUE_EXISTS(201, POISON, "the value exists already"),
    INVALID_VALUE(202, POISON, "the service does not take a value of this record"),
    OUT_OF_DATE(300, TRANSIENT, "the service has out-of-date site information"),
    NOT_RESPONSIBLE(301, MISCONFIGURED, "the service does not serve this prefix; check handle.prefix"),
    SERVICE_REFERRAL(302, MISCONFIGURED, "another service is responsible; check handle.server_url and handle.prefix"),
    PREFIX_REFERRAL(303, MISCONFIGURED, "another service is responsible; check handle.server_url and handle.prefix"),
    INVALID_ADMIN(400, MISCONFIGURED, "the service knows no such administrator; check handle.username"),
    NO_PERMISSION(401, MISCONFIGURED, "this user may not do that; check handle.username and handle.prefix"),
    AUTHENTICATION_NEEDED(402, MISCONFIGURED, "the service wants to know who asks; check handle.username"),
    AUTHENTICATION_FAILED(403, MISCONFIGURED, "the password is not that user's; check handle.password"),
    INVALID_CREDENTIAL(404, MISCONFIGURED, "the credentials make no sense; check handle.username (index:handle)"),
    AUTHENTICATION_TIMEOUT(405, MISCONFIGURED, "authentication timed out; check handle.username"),
    AUTHENTICATION_ERROR(406, MISCONFIGURED, "authentication failed; check handle.username and handle.password"),
    SESSION_TIMEOUT(500, TRANSIENT, "the session timed out"),
    SESSION_FAILED(501, TRANSIENT, "the session failed");

    private final int number;
    private final FailureClass failureClass;
    private final String meaning;

    ResponseCode(int number, FailureClass failureClass, String meaning) {
        this.number = number;
        this.failureClass = failureClass;
        this.meaning = meaning;
    }

    static Optional<ResponseCode> of(int number) {
        return Stream.of(values()).filter(c -> c.number == number).findFirst();
    }

    FailureClass failureClass() {
        return failureClass;
    }

    String meaning() {
        return meaning;
    }
}
