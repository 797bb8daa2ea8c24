package dev.waybill.files.assembly;

import dev.waybill.files.chunk.ChunkDecoder;
import dev.waybill.files.chunk.FileChunk;
import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.staging.Piece;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;

/** A chunk, and where it was read. */
public record ReceivedChunk(FileChunk chunk, Position at) {
    /**
     * The chunk in a record.
     *
     * @throws dev.waybill.failure.DeliveryException poison, if it is none
     */
    public static ReceivedChunk of(KafkaRecord record) {
        return new ReceivedChunk(ChunkDecoder.decode(record), record.position());
    }

    public FileIdentity identity() {
        return chunk.identity(at.topic());
    }

    Piece piece() {
        return new Piece(chunk.offset(), chunk.data().remaining(), at);
    }
}
