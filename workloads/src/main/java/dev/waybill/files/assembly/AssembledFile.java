package dev.waybill.files.assembly;

import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.content.Content;

/** A file with all its bytes, whose hash was found right. */
public record AssembledFile(FileIdentity identity, FileVersion version, Content content) {
    /** What it is called where it is delivered: the append goes between stem and last suffix of the name. */
    public String name() {
        String name = version.path().name();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + version.append() : name.substring(0, dot) + version.append() + name.substring(dot);
    }

    @Override
    public String toString() {
        return identity.topic() + ":" + identity.path();
    }
}
