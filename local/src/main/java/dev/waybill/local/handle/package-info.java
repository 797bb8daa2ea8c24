/** A stand-in for a Handle service: its JSON REST interface, as strict as the real one, with fault switches. */
@NullMarked
package dev.waybill.local.handle;

import org.jspecify.annotations.NullMarked;
