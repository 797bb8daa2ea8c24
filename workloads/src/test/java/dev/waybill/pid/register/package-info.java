/** Deliveries against the Handle service stand-in, judged by what it was asked and in which order. */
@NullMarked
package dev.waybill.pid.register;

import org.jspecify.annotations.NullMarked;
