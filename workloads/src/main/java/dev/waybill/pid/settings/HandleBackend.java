package dev.waybill.pid.settings;

/** Where handle records go. */
public enum HandleBackend {
    /** The Handle service, over its JSON REST interface. */
    REST,
    /** Only the files below {@code handles/}; no service is contacted. */
    JSONL
}
