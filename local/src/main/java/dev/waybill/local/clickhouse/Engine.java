package dev.waybill.local.clickhouse;

/** What carries statements out. Thread-safe. */
interface Engine extends AutoCloseable {
    /** @throws dev.waybill.local.clickhouse.error.Refusal or {@link EngineError} if it does not */
    Reply run(Call call);

    @Override
    void close();
}
