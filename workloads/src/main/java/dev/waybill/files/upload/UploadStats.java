package dev.waybill.files.upload;

/**
 * How far an upload is.
 *
 * @param skipped files that were uploaded before and are as they were then
 * @param done files of which the broker has everything now
 * @param failed files that failed, and places that could not be looked at
 * @param waiting files that are on their way or wait for it
 * @param bytes read and handed to the producer
 * @param chunks acknowledged, of files that are done
 */
public record UploadStats(long skipped, long done, long failed, long waiting, long bytes, long chunks) {
    static final UploadStats NONE = new UploadStats(0, 0, 0, 0, 0, 0);
}
