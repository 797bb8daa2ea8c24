/** The client against the Handle service stand-in, well and unwell. */
@NullMarked
package dev.waybill.pid.handle;

import org.jspecify.annotations.NullMarked;
