package dev.waybill.jobs.worker;

/** What the exit status of a command says of its job. */
enum ExitMeaning {
    /** 0. */
    FINISHED,
    /** 77, as test programs have it: there is nothing to do for this product. */
    SKIPPED,
    /** 65, the {@code EX_DATAERR} of sysexits: the product is at fault, and will be tomorrow. */
    GIVE_UP,
    /** 75, the {@code EX_TEMPFAIL} of sysexits, and every other one, a signal included. */
    TRY_AGAIN;

    private static final int SKIP = 77;
    private static final int BAD_DATA = 65;

    static ExitMeaning of(int status) {
        return switch (status) {
            case 0 -> FINISHED;
            case SKIP -> SKIPPED;
            case BAD_DATA -> GIVE_UP;
            default -> TRY_AGAIN;
        };
    }
}
