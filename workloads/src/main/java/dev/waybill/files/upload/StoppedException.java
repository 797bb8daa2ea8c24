package dev.waybill.files.upload;

/** The run was told to stop. */
final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;
}
