package dev.waybill.cli.pid;

import dev.waybill.source.CommitListener;
import dev.waybill.source.ForwardingSource;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Another source, read without leaving a trace: no progress is kept. Used by one thread. */
final class UncommittedSource extends ForwardingSource {
    private final Runnable atEnd;

    /** @param atEnd what is done once it is closed */
    UncommittedSource(RecordSource source, Runnable atEnd) {
        super(source);
        this.atEnd = atEnd;
    }

    @Override
    public void commit(Map<TopicPartition, Progress> progress, CommitListener done) {
        done.committed(null);
    }

    @Override
    public Optional<Exception> commitNow(Map<TopicPartition, Progress> progress) {
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            atEnd.run();
        }
    }
}
