package dev.waybill.heartbeat;

/** Where heartbeats go. Used by one thread at a time. */
interface BeatTarget extends AutoCloseable {
    void send(String text);

    @Override
    void close();
}
