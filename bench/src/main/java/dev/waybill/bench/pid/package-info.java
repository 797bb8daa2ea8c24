/** Events on their way to handles. */
@NullMarked
package dev.waybill.bench.pid;

import org.jspecify.annotations.NullMarked;
