package dev.waybill.files.upload;

/** The file is not what it was when its reading began. */
final class ChangedException extends Exception {
    private static final long serialVersionUID = 1L;
}
