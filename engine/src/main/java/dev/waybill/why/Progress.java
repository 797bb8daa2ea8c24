package dev.waybill.why;

import java.time.Instant;

/** A state, and since when the head has not moved, or the state holds. */
public record Progress(ProgressState state, Instant since) {}
