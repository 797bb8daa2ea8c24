/** Events and handle records written to files instead of, or before, a Handle service. */
@NullMarked
package dev.waybill.pid.journal;

import org.jspecify.annotations.NullMarked;
