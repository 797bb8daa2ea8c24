/** The figures of a pipeline as Micrometer meters, read from its snapshots when somebody looks. */
@NullMarked
package dev.waybill.metrics;

import org.jspecify.annotations.NullMarked;
