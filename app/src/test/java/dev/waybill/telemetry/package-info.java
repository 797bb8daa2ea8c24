/** Spans as a collector gets them. */
@NullMarked
package dev.waybill.telemetry;

import org.jspecify.annotations.NullMarked;
