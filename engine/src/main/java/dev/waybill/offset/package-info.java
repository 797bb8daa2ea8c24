/** Which offsets of a partition are settled, and the first that is not: pure data structures. */
@NullMarked
package dev.waybill.offset;

import org.jspecify.annotations.NullMarked;
