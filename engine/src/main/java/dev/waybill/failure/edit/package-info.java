/** Mending the value of a parked record, and showing what was mended. */
@NullMarked
package dev.waybill.failure.edit;

import org.jspecify.annotations.NullMarked;
