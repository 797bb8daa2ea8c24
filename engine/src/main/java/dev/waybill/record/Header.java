package dev.waybill.record;

import org.jspecify.annotations.Nullable;

/** One header of a record: a name, which may occur more than once, and bytes, which may be absent. */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for; the bytes are passed on as they came
public record Header(String name, byte @Nullable [] value) {}
