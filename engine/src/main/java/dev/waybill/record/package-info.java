/** What travels: one Kafka record and its position. Knows nothing else of Waybill. */
@NullMarked
package dev.waybill.record;

import org.jspecify.annotations.NullMarked;
