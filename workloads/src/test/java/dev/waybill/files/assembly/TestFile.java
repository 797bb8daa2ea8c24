package dev.waybill.files.assembly;

import dev.waybill.files.chunk.ChunkEncoder;
import dev.waybill.files.chunk.ChunkFields;
import dev.waybill.files.chunk.FileChunk;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A file of chance bytes, cut into chunks. */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
record TestFile(String path, double modified, byte[] bytes, int chunkSize) {
    static TestFile of(String path, int bytes, int chunkSize) {
        return of(path, 1, bytes, chunkSize, path.hashCode());
    }

    static TestFile of(String path, double modified, int bytes, int chunkSize, long seed) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return new TestFile(path, modified, content, chunkSize);
    }

    int chunks() {
        return Math.max(1, (bytes.length + chunkSize - 1) / chunkSize);
    }

    Sha512 hash() {
        return Sha512.ofData(ByteBuffer.wrap(bytes));
    }

    /** The value of a chunk's record; numbers begin with 1. */
    byte[] value(int index) {
        return value(index, hash());
    }

    /** The same, with another hash of the whole. */
    byte[] value(int index, Sha512 promised) {
        int offset = (index - 1) * chunkSize;
        return value(index, offset, Math.min(chunkSize, bytes.length - offset), promised);
    }

    byte[] value(int index, int offset, int length, Sha512 promised) {
        var version = new FileVersion(RelativePath.of(path), "", promised, chunks(), modified);
        var data = ByteBuffer.wrap(bytes, offset, length).slice();
        var chunk = new FileChunk(version, index, offset, data);
        return ChunkEncoder.encode(chunk, Sha512.ofData(data), ChunkFields.TEN);
    }

    List<byte[]> values() {
        var values = new ArrayList<byte[]>();
        for (int index = 1; index <= chunks(); index++) {
            values.add(value(index));
        }
        return values;
    }
}
