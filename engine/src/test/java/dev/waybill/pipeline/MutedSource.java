package dev.waybill.pipeline;

import dev.waybill.source.ForwardingSource;
import dev.waybill.source.PartitionListener;
import dev.waybill.source.RecordSource;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** A source that takes partitions away without a word once it is muted, as from a process that is dead. Used by one thread. */
final class MutedSource extends ForwardingSource {
    private boolean isMuted;

    MutedSource(RecordSource source) {
        super(source);
    }

    void mute() {
        isMuted = true;
    }

    @Override
    public void start(PartitionListener listener) {
        super.start(new PartitionListener() {
            @Override
            public void assigned(Collection<TopicPartition> partitions) {
                listener.assigned(partitions);
            }

            @Override
            public void revoked(Collection<TopicPartition> partitions) {
                if (!isMuted) {
                    listener.revoked(partitions);
                }
            }

            @Override
            public void lost(Collection<TopicPartition> partitions) {
                listener.lost(partitions);
            }
        });
    }
}
