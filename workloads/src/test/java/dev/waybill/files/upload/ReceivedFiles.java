package dev.waybill.files.upload;

import dev.waybill.files.chunk.ChunkDecoder;
import dev.waybill.files.chunk.FileChunk;
import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.Sha512;
import dev.waybill.record.KafkaRecord;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a receiver makes of the records of a topic: every identity with its chunks, and where they were. */
final class ReceivedFiles {
    private final Map<FileIdentity, TreeMap<Integer, FileChunk>> chunks = new LinkedHashMap<>();
    private final Map<String, Set<Integer>> partitions = new TreeMap<>();
    private int records;

    ReceivedFiles(List<KafkaRecord> all) {
        for (KafkaRecord record : all) {
            FileChunk chunk = ChunkDecoder.decode(record);
            if (!chunk.key().equals(record.keyText())) {
                throw new AssertionError("key " + record.keyText());
            }
            FileIdentity identity = chunk.identity(record.topic());
            chunks.computeIfAbsent(identity, i -> new TreeMap<>()).put(chunk.index(), chunk);
            partitions
                    .computeIfAbsent(identity.path().toString(), p -> new HashSet<>())
                    .add(record.partition());
            records++;
        }
    }

    int records() {
        return records;
    }

    /** The partitions in which chunks of a path were found. */
    Map<String, Set<Integer>> partitions() {
        return partitions;
    }

    /** The versions of each path that are complete, in the order in which they began. */
    Map<String, List<byte[]>> complete() {
        var complete = new TreeMap<String, List<byte[]>>();
        chunks.forEach((identity, parts) -> {
            if (parts.firstEntry().getValue().file().chunks() == parts.size()) {
                complete.computeIfAbsent(identity.path().toString(), p -> new ArrayList<>())
                        .add(content(identity, parts));
            }
        });
        return complete;
    }

    private static byte[] content(FileIdentity identity, Map<Integer, FileChunk> parts) {
        var content = new ByteArrayOutputStream();
        for (FileChunk chunk : parts.values()) {
            if (chunk.offset() != content.size()) {
                throw new AssertionError("offset " + chunk.offset() + " of " + identity);
            }
            byte[] data = new byte[chunk.data().remaining()];
            chunk.data().duplicate().get(data);
            content.writeBytes(data);
        }
        Sha512 hash = Sha512.ofData(java.nio.ByteBuffer.wrap(content.toByteArray()));
        if (!hash.equals(identity.hash())) {
            throw new AssertionError("hash of " + identity);
        }
        return content.toByteArray();
    }
}
