/** The clock, as something that can be handed in. */
@NullMarked
package dev.waybill.time;

import org.jspecify.annotations.NullMarked;
