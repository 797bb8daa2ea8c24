/** When a failed delivery is tried again, and when it is the record's own fault. */
@NullMarked
package dev.waybill.retry;

import org.jspecify.annotations.NullMarked;
