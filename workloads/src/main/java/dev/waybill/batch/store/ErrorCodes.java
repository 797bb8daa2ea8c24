package dev.waybill.batch.store;

import dev.waybill.failure.FailureClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the codes of ClickHouse mean for rows that are being stored. Numbers and names are those of its source file
 * {@code ErrorCodes.cpp}.
 */
final class ErrorCodes {
    /** ATTEMPT_TO_READ_AFTER_EOF, CANNOT_READ_ALL_DATA and so on: values that do not fit their columns. */
    private static final List<Integer> DATA =
            List.of(6, 25, 26, 27, 32, 33, 38, 41, 53, 69, 70, 72, 117, 128, 131, 321, 349, 376, 395, 407, 469, 691);

    /**
     * TIMEOUT_EXCEEDED, NO_FREE_CONNECTION, SOCKET_TIMEOUT, NETWORK_ERROR, QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING, ABORTED,
     * TABLE_IS_READ_ONLY (a replica that lost its keeper), TOO_FEW_LIVE_REPLICAS, UNKNOWN_STATUS_OF_INSERT,
     * QUERY_WAS_CANCELLED, SYSTEM_ERROR, DEADLOCK_AVOIDED, KEEPER_EXCEPTION.
     */
    private static final List<Integer> MAY_PASS =
            List.of(159, 203, 209, 210, 216, 236, 242, 285, 319, 394, 425, 473, 999);

    /** QUOTA_EXCEEDED, TOO_MANY_SIMULTANEOUS_QUERIES, MEMORY_LIMIT_EXCEEDED, TOO_MANY_PARTS. */
    private static final List<Integer> SLOWER = List.of(201, 202, 241, 252);

    /** CANNOT_OPEN_FILE, CANNOT_WRITE_TO_FILE_DESCRIPTOR, NOT_ENOUGH_SPACE: its disk. */
    private static final List<Integer> IN_TROUBLE = List.of(75, 76, 243);

    /**
     * Columns, tables, databases, types or settings that are not there, statements it does not understand, and users it
     * does not know or does not let: NO_SUCH_COLUMN_IN_TABLE to AUTHENTICATION_FAILED.
     */
    private static final List<Integer> OPERATOR = List.of(
            10, 16, 20, 36, 44, 46, 47, 48, 50, 57, 60, 62, 80, 81, 115, 164, 192, 193, 194, 195, 291, 344, 497, 516);

    private ErrorCodes() {}

    static Map<Integer, FailureClass> classes() {
        var classes = new HashMap<Integer, FailureClass>();
        DATA.forEach(code -> classes.put(code, FailureClass.POISON));
        MAY_PASS.forEach(code -> classes.put(code, FailureClass.TRANSIENT));
        SLOWER.forEach(code -> classes.put(code, FailureClass.THROTTLED));
        IN_TROUBLE.forEach(code -> classes.put(code, FailureClass.UNAVAILABLE));
        OPERATOR.forEach(code -> classes.put(code, FailureClass.MISCONFIGURED));
        return Map.copyOf(classes);
    }
}
