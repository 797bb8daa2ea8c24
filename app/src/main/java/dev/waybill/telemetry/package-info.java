/** Attempts to deliver as spans of OpenTelemetry. */
@NullMarked
package dev.waybill.telemetry;

import org.jspecify.annotations.NullMarked;
