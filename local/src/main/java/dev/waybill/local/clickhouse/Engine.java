package dev.waybill.local.clickhouse;

import java.io.IOException;

/** What carries statements out. Thread-safe. */
public interface Engine extends AutoCloseable {
    /** Opens an engine. */
    interface Opener {
        Engine open() throws IOException;
    }

    /** Carries a statement out, or throws a {@link dev.waybill.local.clickhouse.error.Refusal} or {@link EngineError}. */
    Reply run(Call call);

    @Override
    void close();
}
