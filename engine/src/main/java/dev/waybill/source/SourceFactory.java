package dev.waybill.source;

/** How a source is opened, once per run, on the thread that will use it. */
@FunctionalInterface
public interface SourceFactory {
    RecordSource open();
}
