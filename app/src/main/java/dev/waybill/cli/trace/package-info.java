/** Whether and where the deliveries of a command are traced. */
@NullMarked
package dev.waybill.cli.trace;

import org.jspecify.annotations.NullMarked;
