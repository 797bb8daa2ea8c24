/** The local stack, from nothing until it answers. */
@NullMarked
package dev.waybill.bench.stack;

import org.jspecify.annotations.NullMarked;
