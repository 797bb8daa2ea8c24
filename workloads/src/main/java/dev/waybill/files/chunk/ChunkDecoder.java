package dev.waybill.files.chunk;

import static dev.waybill.failure.DeliveryException.poison;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import java.nio.ByteBuffer;

/**
 * Reads chunks of nine or ten fields as OpenMSIStream writes them, from records nobody vouches for. Thread-safe: holds nothing.
 */
public final class ChunkDecoder {
    private static final byte ENCRYPTED = 0x01;

    private ChunkDecoder() {}

    /**
     * The chunk in a record. Its data is a view of the record's value. The hash of the data is checked here, that of the whole
     * file can only be by whoever has all chunks.
     *
     * @throws DeliveryException poison, with the field, what came and what was expected
     */
    public static FileChunk decode(KafkaRecord record) {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            throw poison("a chunk: expected a MessagePack array, got no value");
        }
        if (value[0] == ENCRYPTED) {
            throw poison("a chunk: expected a MessagePack array, got 0x01, as KafkaCrypto begins an encrypted value;"
                    + " encrypted topics are not read");
        }
        var in = new MsgpackReader(value);
        int fields = in.array();
        if (fields != ChunkFields.NINE.count() && fields != ChunkFields.TEN.count()) {
            throw poison("a chunk: expected 9 or 10 fields, got " + fields);
        }
        try {
            return chunk(in, fields);
        } catch (IllegalArgumentException e) {
            throw poison("a chunk: " + e.getMessage());
        }
    }

    private static FileChunk chunk(MsgpackReader in, int fields) {
        String name = in.text("file name");
        Sha512 fileHash = hash(in, "file hash");
        Sha512 chunkHash = hash(in, "chunk hash");
        long offset = in.whole("chunk offset");
        int index = count(in, "chunk index");
        int chunks = count(in, "number of chunks");
        String folder = in.text("subdirectory");
        String append = in.text("file name append");
        ByteBuffer data = in.bytes("data");
        double modified = fields == ChunkFields.TEN.count() ? in.real("time of last change") : 0;
        in.end();

        if (!Sha512.ofData(data).equals(chunkHash)) {
            throw poison("chunk hash: expected the SHA-512 of the data, got another");
        }
        var file = new FileVersion(new RelativePath(folder, name), append, fileHash, chunks, known(modified));
        return new FileChunk(file, index, offset, data);
    }

    private static Sha512 hash(MsgpackReader in, String field) {
        ByteBuffer bytes = in.bytes(field);
        if (bytes.remaining() != Sha512.LENGTH) {
            throw poison(field + ": expected " + Sha512.LENGTH + " bytes, got " + bytes.remaining());
        }
        byte[] digest = new byte[Sha512.LENGTH];
        bytes.get(digest);
        return Sha512.of(digest);
    }

    private static int count(MsgpackReader in, String field) {
        long number = in.whole(field);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw poison(field + ": expected 1 to " + Integer.MAX_VALUE + ", got " + number);
        }
        return (int) number;
    }

    /** Whatever is not a time after the epoch stands for one that is not known. */
    private static double known(double modified) {
        return modified > 0 && modified < Double.POSITIVE_INFINITY ? modified : 0;
    }
}
