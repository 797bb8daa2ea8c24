package dev.waybill.batch.check;

/** Why a cell or a row is rejected. {@code docs/batch/reject-codes.md} says more of each. */
public enum RejectCode {
    MISSING_COLUMN
}
