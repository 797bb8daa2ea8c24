/** What one publication event asks of the Handle service, decided before the first request. */
@NullMarked
package dev.waybill.pid.plan;

import org.jspecify.annotations.NullMarked;
