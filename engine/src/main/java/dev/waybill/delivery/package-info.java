/** The delivery loop: one thread that owns a consumer's state, and the messages other threads send it. */
@NullMarked
package dev.waybill.delivery;

import org.jspecify.annotations.NullMarked;
