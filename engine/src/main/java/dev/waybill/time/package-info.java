/** The clock, as something that can be handed in, and what goes at a steady rate by it. */
@NullMarked
package dev.waybill.time;

import org.jspecify.annotations.NullMarked;
