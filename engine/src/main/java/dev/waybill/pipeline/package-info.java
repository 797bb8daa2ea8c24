/** What a developer writes: source, steps, sink, order. */
@NullMarked
package dev.waybill.pipeline;

import org.jspecify.annotations.NullMarked;
