/** Persistent identifiers: ESGF publication events become records at a Handle service. */
@NullMarked
package dev.waybill.pid;

import org.jspecify.annotations.NullMarked;
