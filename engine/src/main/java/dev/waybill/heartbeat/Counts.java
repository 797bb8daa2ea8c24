package dev.waybill.heartbeat;

/** Records and bytes since the run began, or between two heartbeats. */
record Counts(long messagesRead, long messagesProcessed, long bytesRead, long bytesProcessed) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts since(Counts before) {
        return new Counts(
                messagesRead - before.messagesRead,
                messagesProcessed - before.messagesProcessed,
                bytesRead - before.bytesRead,
                bytesProcessed - before.bytesProcessed);
    }
}
