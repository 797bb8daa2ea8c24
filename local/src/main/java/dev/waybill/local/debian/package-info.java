/** Programs of other projects from Debian's archive, unpacked and not installed. */
@NullMarked
package dev.waybill.local.debian;

import org.jspecify.annotations.NullMarked;
