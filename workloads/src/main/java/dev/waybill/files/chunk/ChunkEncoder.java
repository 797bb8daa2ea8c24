package dev.waybill.files.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes chunks byte for byte as OpenMSIStream does. Thread-safe: holds nothing. */
public final class ChunkEncoder {
    private ChunkEncoder() {}

    /**
     * The value of the record.
     *
     * @param chunkHash of the chunk's data
     */
    public static byte[] encode(FileChunk chunk, Sha512 chunkHash, ChunkFields fields) {
        FileVersion file = chunk.file();
        byte[] name = file.path().name().getBytes(UTF_8);
        byte[] folder = file.path().folder().getBytes(UTF_8);
        byte[] append = file.append().getBytes(UTF_8);

        var out = new MsgpackWriter(2 * Sha512.LENGTH
                + name.length
                + folder.length
                + append.length
                + chunk.data().remaining());
        out.array(fields.count());
        out.text(name);
        out.binary(file.hash().bytes());
        out.binary(chunkHash.bytes());
        out.whole(chunk.offset());
        out.whole(chunk.index());
        out.whole(file.chunks());
        out.text(folder);
        out.text(append);
        out.binary(chunk.data());
        if (fields == ChunkFields.TEN) {
            out.real(file.modified());
        }
        return out.bytes();
    }
}
