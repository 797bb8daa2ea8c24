package dev.waybill.guarantee;

import dev.waybill.files.chunk.ChunkEncoder;
import dev.waybill.files.chunk.ChunkFields;
import dev.waybill.files.chunk.FileChunk;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.chunk.Sha512;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Files of chance bytes, and the values of the records that carry them. */
final class Parcels {
    static final int CHUNK = 64 << 10;
    private static final int SMALLEST = 10_000;

    private Parcels() {}

    /** So many files in a few folders, from 10 kB to {@code largest} bytes. */
    static Map<String, byte[]> files(int count, int largest, Random random) {
        var files = new TreeMap<String, byte[]>();
        for (int i = 0; i < count; i++) {
            double scale = Math.pow((double) largest / SMALLEST, random.nextDouble());
            byte[] content = new byte[(int) (SMALLEST * scale)];
            random.nextBytes(content);
            String folder =
                    List.of("", "run-1/", "run-2/", "run-2/très profond/").get(i % 4);
            files.put(folder + "scan-" + i + ".dat", content);
        }
        return files;
    }

    static Sha512 hash(byte[] content) {
        return Sha512.ofData(ByteBuffer.wrap(content));
    }

    /** The values of all chunks; {@code promised} is the hash of the whole that they tell. */
    static List<byte[]> values(String path, byte[] content, Sha512 promised) {
        return later(path, content, promised).stream().map(Supplier::get).toList();
    }

    /** The same values, each made when it is asked for: all of them may be more than fits into memory. */
    static List<Supplier<byte[]>> later(String path, byte[] content, Sha512 promised) {
        int chunks = Math.max(1, (content.length + CHUNK - 1) / CHUNK);
        var version = new FileVersion(RelativePath.of(path), "", promised, chunks, 1_700_000_000);
        var values = new ArrayList<Supplier<byte[]>>();
        for (int i = 0; i < chunks; i++) {
            int index = i + 1;
            int offset = i * CHUNK;
            values.add(() -> value(version, index, content, offset));
        }
        return values;
    }

    private static byte[] value(FileVersion version, int index, byte[] content, int offset) {
        var data = ByteBuffer.wrap(content, offset, Math.min(CHUNK, content.length - offset))
                .slice();
        return ChunkEncoder.encode(new FileChunk(version, index, offset, data), Sha512.ofData(data), ChunkFields.TEN);
    }

    /** A value whose name climbs out of its folder. */
    static byte[] climbing(byte[] content) {
        byte[] value = values("XX", content, hash(content)).get(0);
        for (int i = 0; i < value.length - 1; i++) {
            if (value[i] == 'X' && value[i + 1] == 'X') {
                value[i] = '.';
                value[i + 1] = '.';
                return value;
            }
        }
        throw new AssertionError("no name in the value");
    }

    /** The same value with another last byte of data: its hash does not fit any more. */
    static byte[] damaged(byte[] value) {
        byte[] damaged = value.clone();
        int lastOfData = damaged.length - 1 - Double.BYTES - 1;
        damaged[lastOfData] ^= 1;
        return damaged;
    }
}
