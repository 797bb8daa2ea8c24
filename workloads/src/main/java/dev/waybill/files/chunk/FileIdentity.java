package dev.waybill.files.chunk;

/** What tells one file from all others: chunks belong together if and only if they agree in this. Keys play no part. */
public record FileIdentity(String topic, RelativePath path, Sha512 hash) {}
