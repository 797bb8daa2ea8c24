/** Handle records, and the service that keeps them. */
@NullMarked
package dev.waybill.pid.handle;

import org.jspecify.annotations.NullMarked;
