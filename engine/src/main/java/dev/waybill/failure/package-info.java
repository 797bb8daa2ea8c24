/** How a delivery fails, and where a record goes that cannot be delivered. */
@NullMarked
package dev.waybill.failure;

import org.jspecify.annotations.NullMarked;
